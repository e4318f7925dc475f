import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../../src/adapters/clock.ts'
import { openRunArchive } from '../../src/adapters/run-store/run-archive.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import type { NumberedEvent } from '../../src/model/run-event/run-event.ts'
import { compositionFor } from './composition.ts'

export interface Ended {
  readonly code: number | null
  readonly output: string
}

export interface ControllerOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Another one than \`longshore\`. */
  readonly program?: string
}

/** Longshore as a process of its own, without a terminal, with a folder for its files and its state. */
export class Controller {
  readonly folder = mkdtempSync(join(tmpdir(), 'resume-'))
  /** Of the process that was started last. */
  #over: Ended | undefined

  start(argv: readonly string[], { env = {}, program = 'src/main.ts' }: ControllerOptions = {}) {
    const child = spawn(process.execPath, [resolve(program), ...argv], {
      cwd: this.folder,
      detached: true,
      env: {
        ...process.env,
        XDG_STATE_HOME: this.folder,
        LONGSHORE_HOST_STATE: join(this.folder, 'host'),
        NO_COLOR: '1',
        ...env,
      },
    })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (output += data.toString()))
    this.#over = undefined
    const ended = new Promise<Ended>((done) => {
      child.on('close', (code) => done((this.#over = { code, output })))
    })
    return { child, ended }
  }

  run(argv: readonly string[], options: ControllerOptions = {}): Promise<Ended> {
    return this.start(argv, options).ended
  }

  /** The verb of `longshore runs` on the run, from elsewhere. */
  async runs(...argv: readonly string[]): Promise<Ended> {
    const { composition, stdout, stderr } = compositionFor(this.folder)
    const archive = openRunArchive(join(this.folder, 'longshore'), { clock: systemClock, by: 'bob on ctl' })
    const code = await runCli(['runs', ...argv], { ...composition, runArchive: () => Promise.resolve(archive) })
    return { code, output: stdout() + stderr() }
  }

  async show(): Promise<string> {
    return (await this.runs('show', 'latest')).output
  }

  /** What the journal has by now, but for a line that is being written. */
  events(): readonly NumberedEvent[] {
    const runs = join(this.folder, 'longshore/runs')
    try {
      const [run = ''] = readdirSync(runs)
      const lines = readFileSync(join(runs, run, 'journal.jsonl'), 'utf8')
        .split('\n')
        .slice(0, -1)
      return lines.map((line) => JSON.parse(line) as NumberedEvent)
    } catch {
      return []
    }
  }

  /** Resolves when the journal has so many events of a type. */
  reached(type: NumberedEvent['type'], count = 1): Promise<void> {
    return this.until(() => this.events().filter((event) => event.type === type).length >= count)
  }

  /** Rejects when the process ends before that. */
  async until(isSo: () => boolean): Promise<void> {
    for (;;) {
      const over = this.#over
      if (isSo()) return
      if (over !== undefined) throw new Error(`it ended with ${over.code ?? 'a signal'} before that: ${over.output}`)
      await setTimeout(10)
    }
  }

  /** Runs the playbook, and kills the process when the journal has so many events of a type. */
  async killedAt(type: NumberedEvent['type'], count: number, argv: readonly string[]): Promise<void> {
    const { child, ended } = this.start(argv)
    const look = setInterval(() => {
      if (this.events().filter((event) => event.type === type).length >= count) child.kill('SIGKILL')
    }, 2)
    await ended
    clearInterval(look)
  }

  [Symbol.dispose]() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
