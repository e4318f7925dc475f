import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { systemClock } from '../../src/adapters/clock.ts'
import { gitStore } from '../../src/adapters/git/git-store.ts'
import { newRunId } from '../../src/adapters/run-store/run-id.ts'
import { createRunStore } from '../../src/adapters/run-store/run-store.ts'
import { openScheduleStore } from '../../src/adapters/schedule-store/schedule-store.ts'
import type { Composition } from '../../src/cli/composition.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { projectSchedules } from '../../src/cli/schedule/project-schedules.ts'
import { schedulerDeps } from '../../src/cli/schedule/scheduler-deps.ts'
import { compose } from '../../src/compose/compose.ts'
import type { BackupStore } from '../../src/ports/backup-store.ts'
import type { ScheduleStore } from '../../src/ports/schedule-store.ts'
import { type DaemonDeps } from '../../src/scheduler/run-daemon.ts'

const HOUR_MS = 3_600_000

export interface Said {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** The controller of a project, in this process: everything is real but the time, which is ahead of the machine's own. */
export class NightlyController {
  readonly folder = mkdtempSync(join(tmpdir(), 'longshore-nights-'))
  readonly projectFile = join(this.folder, 'longshore.yml')
  readonly backups: BackupStore
  readonly schedules: ScheduleStore
  readonly #identityFile = join(this.folder, 'key.txt')
  #aheadMs: number
  #composition: Composition | undefined
  #out: string[] = []
  #errors: string[] = []

  constructor(start: string) {
    this.#aheadMs = new Date(start).getTime() - Date.now()
    const { clock, store: folder } = this
    this.backups = gitStore({ folder, clock, identityFile: this.#identityFile })
    this.schedules = openScheduleStore(join(this.folder, 'state'), this.projectFile)
  }

  get store(): string {
    return join(this.folder, 'store')
  }

  /** Of runs: they wait as long as they say. */
  get clock() {
    return { ...systemClock, now: () => new Date(Date.now() + this.#aheadMs) }
  }

  pass(ms: number): void {
    this.#aheadMs += ms
  }

  /** `schedules` is what longshore.yml has under that name. */
  async open(inventory: string, schedules: string): Promise<void> {
    const identity = await generateIdentity()
    writeFileSync(this.#identityFile, `${identity}\n`)
    const backups = `{store: store, encrypt_to: [${await identityToRecipient(identity)}], identity: key.txt, max_age: 50h}`
    writeFileSync(this.projectFile, `inventory: hosts.yml\nbackups: ${backups}\nschedules: ${schedules}\n`)
    writeFileSync(join(this.folder, 'hosts.yml'), inventory)
    mkdirSync(join(this.folder, 'playbooks'))
    const real = await compose()
    const { clock, folder } = this
    this.#composition = {
      ...real,
      clock,
      io: {
        ...real.io,
        cwd: folder,
        isTerminal: false,
        env: { PATH: process.env['PATH'], NO_COLOR: '1' },
        stdout: (text) => void this.#out.push(text),
        stderr: (text) => void this.#errors.push(text),
      },
      newRunId: () => Promise.resolve(newRunId(clock.now())),
      scheduleStore: () => Promise.resolve(this.schedules),
      backupStore: ({ store, encryptTo = [], identity }) =>
        Promise.resolve(
          store === undefined
            ? undefined
            : gitStore({
                folder: store,
                clock,
                encryptTo,
                ...(identity === undefined ? {} : { identityFile: identity }),
              }),
        ),
      runDeps: async (parts) => ({
        ...(await real.runDeps(parts)),
        clock,
        runStore: createRunStore(join(folder, 'state')),
      }),
    }
  }

  async longshore(...argv: readonly string[]): Promise<Said> {
    const exitCode = await runCli(argv, this.#composed())
    return { exitCode, ...this.takeSaid() }
  }

  /** What was said since this was last asked for. */
  takeSaid() {
    const said = { stdout: this.#out.join(''), stderr: this.#errors.join('') }
    this.#out = []
    this.#errors = []
    return said
  }

  /** Of `longshore schedule daemon`, where a sleep takes no time. */
  async daemon(): Promise<Omit<DaemonDeps, 'onLook'>> {
    const composition = this.#composed()
    const deps = await schedulerDeps(composition, this.projectFile, 'quiet')
    const project = await projectSchedules(composition.io)
    if (!project.ok) throw project.error[0] ?? new Error('no schedules')
    const { schedules } = project.value
    return {
      ...deps,
      clock: {
        ...this.clock,
        sleep: (ms) => {
          this.pass(ms)
          return Promise.resolve()
        },
      },
      schedules: () => Promise.resolve({ ok: true, value: schedules }),
      longestSleepMs: 4 * HOUR_MS,
    }
  }

  [Symbol.dispose]() {
    rmSync(this.folder, { recursive: true, force: true })
  }

  #composed(): Composition {
    if (this.#composition === undefined) throw new Error('the controller is not open')
    return this.#composition
  }
}
