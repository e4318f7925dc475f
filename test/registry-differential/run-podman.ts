import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { lintBytes } from '../../src/app/lint/lint-bytes.ts'
import type { DifferentialCase } from './cases/case.ts'
import { lastLine, type Disagreement, type RealVerdict } from './verdict.ts'

/** podman of this machine, or why it cannot judge. */
export function podmanVersion(): { readonly version: string } | { readonly reason: string } {
  const { stdout, error } = spawnSync('podman', ['--version'], { encoding: 'utf8' })
  const version = /(\d+\.\d+\.\d+)/.exec(error === undefined ? stdout : '')?.[1]
  return version === undefined ? { reason: `podman is not on this machine: ${error?.message ?? stdout}` } : { version }
}

/** Nothing listens there: podman has read its configuration by the time that the connection is refused. */
const NOBODY = '127.0.0.1:1/nothing'
const AT_ONCE = 4

/** What `podman search` makes of each file. Its storage is a folder of its own: the machine's images are not touched. */
export async function runPodman(inputs: readonly DifferentialCase[]): Promise<RealVerdict[]> {
  const work = mkdtempSync(join(tmpdir(), 'longshore-podman-'))
  try {
    const limit = pLimit(AT_ONCE)
    return await Promise.all(inputs.map((input) => limit(() => judge(work, input))))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function judge(work: string, { id, bytes }: DifferentialCase): Promise<RealVerdict> {
  const file = join(work, `${id}.conf`)
  writeFileSync(file, bytes)
  const folders = ['root', 'runroot', 'tmpdir'].flatMap((name) => [`--${name}`, join(work, name)])
  const argv = [...folders, '--storage-driver', 'vfs', 'search', '--limit', '1', NOBODY]
  const env = { ...process.env, CONTAINERS_REGISTRIES_CONF: file }
  const words = await new Promise<string>((resolve) => {
    execFile('podman', argv, { env }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`))
  })
  return { phase: 'search', id, verdict: words.includes('connection refused') ? 'accepted' : 'refused', words }
}

export function comparePodman(inputs: readonly DifferentialCase[], verdicts: readonly RealVerdict[]): Disagreement[] {
  const byId = new Map(inputs.map((input) => [input.id, input]))
  return verdicts.flatMap(({ phase, id, verdict, words }) => {
    const bytes = byId.get(id)?.bytes ?? new Uint8Array()
    const findings = lintBytes('registries.conf', 'registries.conf', bytes, { runtimes: {}, flags: undefined })
    const ours = findings.some(({ severity }) => severity === 'fatal') ? 'refused' : 'accepted'
    const said = findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`).join('; ')
    const input = Buffer.from(bytes).toString()
    if (ours === verdict) return []
    return [{ host: 'here', phase, id, ours, theirs: verdict, input, words: lastLine(words), findings: said }]
  })
}
