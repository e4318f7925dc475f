import { isDeepStrictEqual } from 'node:util'
import { parseDockerdFlags } from '../../src/registry/docker/dockerd-flags.ts'
import { normaliseMirrors } from '../../src/registry/docker/mirror.ts'
import { validateDaemonBytes } from '../../src/registry/docker/validate-daemon-bytes.ts'
import { parseJsonAsReadersDo } from '../../src/text-edit/strict-json.ts'
import type { HostName } from '../lab/generations.ts'
import type { Lab } from '../lab/lab.ts'
import type { DifferentialCase } from './cases/case.ts'
import { DOCKERD_PROGRAM } from './programs/dockerd.ts'
import { inputLines, lastLine, parseVerdicts, type Disagreement, type RealVerdict } from './verdict.ts'

const TIMEOUT_MS = 1_200_000

/** Ids of the inputs for each phase. */
export interface DockerdPlan {
  readonly start: readonly string[]
  readonly reload: readonly string[]
  readonly validate: readonly string[]
  /** After whose reload the daemon is asked what it uses. */
  readonly info: readonly string[]
}

export async function runDockerd(
  lab: Lab,
  host: HostName,
  inputs: readonly DifferentialCase[],
  plan: DockerdPlan,
): Promise<RealVerdict[]> {
  const ids = Object.entries(plan).map(([phase, list]: [string, readonly string[]]) => {
    return `${phase.toUpperCase()}=${list.join(' ')}`
  })
  const argv = ['env', ...ids, 'unshare', '--mount', '--net', 'bash', '-c', DOCKERD_PROGRAM]
  const output = await lab.inHost(host, argv, { input: inputLines(inputs), timeoutMs: TIMEOUT_MS })
  if (output.exitCode !== 0) throw new Error(`${host}: ${output.stderr}`)
  return parseVerdicts(output.stdout)
}

/** The programs start dockerd with the file's name as its only flag. */
const FLAGS = parseDockerdFlags(['--config-file', 'conf'])

export function compareDockerd(
  host: string,
  version: string,
  inputs: readonly DifferentialCase[],
  verdicts: readonly RealVerdict[],
): Disagreement[] {
  const byId = new Map(inputs.map((input) => [input.id, input]))
  return verdicts.flatMap(({ phase, id, verdict, words }) => {
    const input = byId.get(id)
    if (input === undefined) throw new Error(`${host} speaks of ${id}`)
    const findings = validateDaemonBytes(input.bytes, version, FLAGS)
    const ours = findings.some(({ severity }) => severity === 'fatal') ? 'refused' : 'accepted'
    const said = findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`).join('; ')
    const facts = { host, phase, id, input: Buffer.from(input.bytes).toString(), findings: said }
    if (ours !== verdict) return [{ ...facts, ours, theirs: verdict, words: lastLine(words) }]
    const wrong = verdict === 'accepted' && phase === 'reload' && words !== '' ? mirrorsDiffer(input, words) : undefined
    return wrong === undefined ? [] : [{ ...facts, ...wrong, words: '' }]
  })
}

/** What the daemon says that it uses, against what the file says to a reader of our kind. */
function mirrorsDiffer(input: DifferentialCase, info: string): { ours: string; theirs: string } | undefined {
  const file = parseJsonAsReadersDo(Buffer.from(input.bytes).toString())
  const wanted = file.ok ? file.value.value['registry-mirrors'] : undefined
  if (!Array.isArray(wanted) || wanted.length === 0) return undefined
  const used = (JSON.parse(info) as { Mirrors: readonly string[] | null }).Mirrors ?? []
  const expected = normaliseMirrors(wanted.map(String))
  return isDeepStrictEqual([...used], expected)
    ? undefined
    : { ours: JSON.stringify(expected), theirs: JSON.stringify(used) }
}
