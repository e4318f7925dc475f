import { CRI_DIES } from '../../src/registry/containerd/config-leaf.ts'
import { validateTomlBytes } from '../../src/registry/containerd/toml-bytes.ts'
import { validateConfigToml } from '../../src/registry/containerd/validate-config-toml.ts'
import type { HostName } from '../lab/generations.ts'
import type { Lab } from '../lab/lab.ts'
import type { DifferentialCase } from './cases/case.ts'
import { CONTAINERD_PROGRAM } from './programs/containerd.ts'
import { inputLines, lastLine, parseVerdicts, type Disagreement, type RealVerdict } from './verdict.ts'

const TIMEOUT_MS = 240_000

export async function runContainerd(
  lab: Lab,
  host: HostName,
  inputs: readonly DifferentialCase[],
): Promise<RealVerdict[]> {
  const ids = inputs.map(({ id }) => id)
  const plan = [`DUMP=${ids.join(' ')}`, `START=${ids.filter((id) => id.startsWith('cri')).join(' ')}`]
  const argv = ['env', ...plan, 'unshare', '--mount', 'bash', '-c', CONTAINERD_PROGRAM]
  const output = await lab.inHost(host, argv, { input: inputLines(inputs), timeoutMs: TIMEOUT_MS })
  if (output.exitCode !== 0) throw new Error(`${host}: ${output.stderr}`)
  return parseVerdicts(output.stdout)
}

/** `config dump` runs no plugin: what kills CRI alone it does not see. */
export function compareContainerd(
  host: string,
  version: string,
  inputs: readonly DifferentialCase[],
  verdicts: readonly RealVerdict[],
): Disagreement[] {
  const byId = new Map(inputs.map((input) => [input.id, input]))
  return verdicts.flatMap(({ phase, id, verdict, words }) => {
    const input = byId.get(id)
    if (input === undefined) throw new Error(`${host} speaks of ${id}`)
    const unreadable = { worst: 'fatal', consequence: 'containerd does not start with it' } as const
    const findings = validateTomlBytes(input.bytes, version, unreadable, validateConfigToml)
    const counted = findings.filter(
      ({ severity, message }) => severity === 'fatal' && (phase === 'start' || !message.includes(CRI_DIES)),
    )
    const ours = counted.length > 0 ? 'refused' : 'accepted'
    const said = findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`).join('; ')
    const text = Buffer.from(input.bytes).toString()
    if (ours === verdict) return []
    return [{ host, phase, id, ours, theirs: verdict, input: text, words: lastLine(words), findings: said }]
  })
}
