import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { run, type CommandOutput } from './run.ts'

export interface LongshoreRun extends CommandOutput {
  /** The lines of `PLAY RECAP`, by host: `changed=1` and so on as numbers. */
  recap(host: string): Readonly<Record<string, number>>
}

const MAIN = resolve('src/main.ts')
const INVENTORY = resolve('inventories/lab.yml')

/** Runs the real command line against the lab, with a state folder of its own. */
export async function longshore(args: readonly string[], playbook?: string): Promise<LongshoreRun> {
  const folder = await mkdtemp(join(tmpdir(), 'longshore-lab-test-'))
  try {
    const path = join(folder, 'play.yml')
    if (playbook !== undefined) await writeFile(path, playbook)
    const words = playbook === undefined ? args : ['run', path, ...args]
    const output = await run([process.execPath, MAIN, ...words, '-i', INVENTORY], {
      env: { XDG_STATE_HOME: folder, NO_COLOR: '1' },
      timeoutMs: 280_000,
    })
    return { ...output, recap: (host) => recapOf(output.stdout, host) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function recapOf(stdout: string, host: string): Readonly<Record<string, number>> {
  const line = stdout.split('\n').find((text) => new RegExp(`^${host}\\s+:`).test(text)) ?? ''
  return Object.fromEntries([...line.matchAll(/(\w+)=(\d+)/g)].map(([, name = '', count]) => [name, Number(count)]))
}
