import { normaliseMirrors } from '../../src/registry/docker/mirror.ts'
import { validateDaemonBytes } from '../../src/registry/docker/validate-daemon-bytes.ts'
import { parseJsonAsReadersDo } from '../../src/text-edit/strict-json.ts'
import type { HostName } from '../lab/generations.ts'
import type { Lab } from '../lab/lab.ts'
import { MIRROR } from '../lab/network.ts'
import type { DifferentialCase } from './cases/case.ts'
import { DOCKER_PULLS_PROGRAM } from './programs/docker-pulls.ts'
import { askedIds } from './run-hosts.ts'
import { inputLines, parseVerdicts, type Disagreement } from './verdict.ts'

const TIMEOUT_MS = 480_000

export interface Pulls {
  /** Ids for which the mirror was asked. */
  readonly asked: ReadonlySet<string>
  /** Ids whose file a reload refused. */
  readonly refused: ReadonlySet<string>
}

/** Real pulls by a dockerd of this host's version. */
export async function runDockerPulls(
  lab: Lab,
  host: { readonly name: HostName; readonly address: string },
  kind: 'mirrors' | 'hosts',
  inputs: readonly DifferentialCase[],
): Promise<Pulls> {
  const mark = await lab.mirrorLog().mark()
  const argv = ['env', `KIND=${kind}`, 'unshare', '--mount', 'bash', '-c', DOCKER_PULLS_PROGRAM]
  const output = await lab.inHost(host.name, argv, { input: inputLines(inputs), timeoutMs: TIMEOUT_MS })
  if (output.exitCode !== 0) throw new Error(`${host.name}: ${output.stderr}`)
  const refused = new Set(parseVerdicts(output.stdout).map(({ id }) => id))
  return { asked: await askedIds(lab, host.address, mark), refused }
}

export function compareMirrors(
  host: string,
  version: string,
  inputs: readonly DifferentialCase[],
  { asked, refused }: Pulls,
): Disagreement[] {
  return inputs.flatMap(({ id, bytes }) => {
    const input = Buffer.from(bytes).toString()
    const findings = validateDaemonBytes(bytes, version, undefined)
    const isFatal = findings.some(({ severity }) => severity === 'fatal')
    const ours = isFatal
      ? 'refused'
      : mirrorsOf(input).some((url) => url.startsWith(`http://${MIRROR}/`))
        ? 'mirror'
        : 'upstream'
    const theirs = refused.has(id) ? 'refused' : asked.has(id) ? 'mirror' : 'upstream'
    const said = findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`).join('; ')
    return ours === theirs ? [] : [{ host, phase: 'docker pull', id, ours, theirs, input, words: '', findings: said }]
  })
}

function mirrorsOf(text: string): readonly string[] {
  const file = parseJsonAsReadersDo(text)
  const list = file.ok ? file.value.value['registry-mirrors'] : undefined
  return Array.isArray(list) ? normaliseMirrors(list.map(String)) : []
}
