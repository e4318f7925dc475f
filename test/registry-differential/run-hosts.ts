import { validateTomlBytes } from '../../src/registry/containerd/toml-bytes.ts'
import { validateHostsToml } from '../../src/registry/containerd/validate-hosts-toml.ts'
import type { Finding } from '../../src/registry/finding.ts'
import type { LogMark } from '../lab/access-log.ts'
import type { HostName } from '../lab/generations.ts'
import type { Lab } from '../lab/lab.ts'
import type { DifferentialCase } from './cases/case.ts'
import { HOSTS_PROGRAM } from './programs/hosts.ts'
import { inputLines, type Disagreement } from './verdict.ts'

const TIMEOUT_MS = 240_000

/** The ids for which this host asked the mirror. */
export async function runHosts(
  lab: Lab,
  host: { readonly name: HostName; readonly address: string },
  inputs: readonly DifferentialCase[],
): Promise<ReadonlySet<string>> {
  const mark = await lab.mirrorLog().mark()
  const output = await lab.inHost(host.name, ['bash', '-c', HOSTS_PROGRAM], {
    input: inputLines(inputs),
    timeoutMs: TIMEOUT_MS,
  })
  if (output.exitCode !== 0) throw new Error(`${host.name}: ${output.stderr}`)
  return askedIds(lab, host.address, mark)
}

/** The ids of images that this host asked the mirror for since the mark. */
export async function askedIds(lab: Lab, address: string, mark: LogMark): Promise<ReadonlySet<string>> {
  const asked = (await lab.mirrorLog().since(mark)).filter(({ from }) => from === address)
  return new Set(asked.flatMap(({ uri }) => /\/differential\/([a-z]+-\d+)\//.exec(uri)?.[1] ?? []))
}

export function compareHosts(
  host: string,
  version: string,
  inputs: readonly DifferentialCase[],
  asked: ReadonlySet<string>,
): Disagreement[] {
  return inputs.flatMap(({ id, bytes }) => {
    const unreadable = { worst: 'ignored', consequence: 'containerd ignores the whole file' } as const
    const findings = validateTomlBytes(bytes, version, unreadable, validateHostsToml)
    const text = Buffer.from(bytes).toString()
    const ours = findings.some(ignoresMirror) || !/10\.77\.0\.1/.test(text) ? 'upstream' : 'mirror'
    const theirs = asked.has(id) ? 'mirror' : 'upstream'
    const said = findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`).join('; ')
    return ours === theirs ? [] : [{ host, phase: 'pull', id, ours, theirs, input: text, words: '', findings: said }]
  })
}

function ignoresMirror({ code, message }: Finding): boolean {
  return /ignores the whole file/.test(message) || code === 'inline-host' || /^hosts? is not|never asked/i.test(message)
}
