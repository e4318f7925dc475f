import { lintBytes } from '../../src/app/lint/lint-bytes.ts'
import type { HostName } from '../lab/generations.ts'
import type { Lab } from '../lab/lab.ts'
import type { DifferentialCase } from './cases/case.ts'
import { PODMAN_PROGRAM } from './programs/podman.ts'
import { inputLines, lastLine, parseVerdicts, type Disagreement, type RealVerdict } from './verdict.ts'

const TIMEOUT_MS = 300_000

/** What `podman search` of a host makes of each file. */
export async function runPodman(
  lab: Lab,
  host: HostName,
  inputs: readonly DifferentialCase[],
): Promise<readonly RealVerdict[]> {
  const argv = ['bash', '-c', PODMAN_PROGRAM]
  const output = await lab.inHost(host, argv, { input: inputLines(inputs), timeoutMs: TIMEOUT_MS })
  if (output.exitCode !== 0) throw new Error(`${host}: ${output.stderr}`)
  return parseVerdicts(output.stdout)
}

export function comparePodman(
  host: string,
  inputs: readonly DifferentialCase[],
  verdicts: readonly RealVerdict[],
): Disagreement[] {
  const byId = new Map(inputs.map((input) => [input.id, input]))
  return verdicts.flatMap(({ phase, id, verdict, words }) => {
    const bytes = byId.get(id)?.bytes ?? new Uint8Array()
    const findings = lintBytes('registries.conf', 'registries.conf', bytes, { runtimes: {}, flags: undefined })
    const ours = findings.some(({ severity }) => severity === 'fatal') ? 'refused' : 'accepted'
    const said = findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`).join('; ')
    const input = Buffer.from(bytes).toString()
    if (ours === verdict) return []
    return [{ host, phase, id, ours, theirs: verdict, input, words: lastLine(words), findings: said }]
  })
}
