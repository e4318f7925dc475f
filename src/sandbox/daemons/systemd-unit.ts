import { randomBytes } from 'node:crypto'

import type { Clock } from '../../ports/clock.ts'

export interface UnitFacts {
  readonly name: string
  readonly description: string
  readonly restartDelayMs: number
  readonly startLimitBurst: number
  readonly startLimitIntervalMs: number
  /** systemd from 258 on says so; older ones keep the result of the last failure. */
  readonly limitIsAResult: boolean
}

export interface UnitWork {
  /** Starts the daemon: undefined when it is up, else what it printed before it exited with status 1. */
  launch(): Promise<string | undefined>
  /** Ends the daemon. */
  halt(): Promise<void>
  /** The daemon is gone at once, by SIGKILL. */
  die(): void
  /** Called when a start was refused by the start limit. */
  limited?(): void
}

export type UnitState = 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating'
export type UnitResult = 'success' | 'exit-code' | 'signal' | 'start-limit-hit'
export type JobResult = 'done' | 'failed' | 'limit'

/** A unit with `Restart=` and a start limit, as systemd runs it: jobs one after the other, restarts on its own. */
export class SystemdUnit {
  readonly facts: UnitFacts
  state: UnitState = 'inactive'
  sub = 'dead'
  result: UnitResult = 'success'
  nRestarts = 0
  mainPid = 0
  exitStatus = 0
  /** New with every start; it stays when the unit stops. */
  invocation = ''
  /** When the main process began, in microseconds of the machine's monotonic clock. */
  startedAtMonotonic = 0
  readonly #work: UnitWork
  readonly #clock: Clock
  readonly #journal: (line: string) => void
  #starts: number[] = []
  #queue: Promise<unknown> = Promise.resolve()
  #pendingRestart: AbortController | undefined
  #nextPid = 400 + Math.floor(Math.random() * 400)

  constructor(facts: UnitFacts, work: UnitWork, clock: Clock, journal: (line: string) => void) {
    this.facts = facts
    this.#work = work
    this.#clock = clock
    this.#journal = journal
  }

  start(): Promise<JobResult> {
    return this.#inTurn(() => (this.state === 'active' ? Promise.resolve<JobResult>('done') : this.#begin(false)))
  }

  stop(): Promise<JobResult> {
    return this.#inTurn(async () => {
      await this.#end()
      return 'done'
    })
  }

  restart(): Promise<JobResult> {
    return this.#inTurn(async () => {
      await this.#end()
      return this.#begin(false)
    })
  }

  /** SIGKILL to the main process. It is started again after the unit's delay. */
  kill(): void {
    if (this.state !== 'active') return
    this.#work.die()
    this.#fail('signal', 'code=killed, status=9/KILL')
  }

  resetFailed(): void {
    this.#starts = []
    this.result = 'success'
    this.nRestarts = 0
    if (this.state === 'failed') this.#become('inactive', 'dead')
  }

  /** Resolves when the job that runs now, and those that wait, are done. A start that hangs never is. */
  async idle(): Promise<void> {
    await this.#queue
  }

  /** Resolves when no job runs and no restart is due. */
  async settled(): Promise<void> {
    while (this.#pendingRestart !== undefined || this.state === 'activating' || this.state === 'deactivating') {
      await this.#clock.sleep(5)
    }
  }

  #inTurn(job: () => Promise<JobResult>): Promise<JobResult> {
    this.#pendingRestart?.abort()
    const turn = this.#queue.then(job)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #begin(automatic: boolean): Promise<JobResult> {
    const now = this.#clock.now().getTime()
    this.#starts = this.#starts.filter((at) => now - at < this.facts.startLimitIntervalMs)
    if (this.#starts.length >= this.facts.startLimitBurst) return this.#refuseStart()
    this.#starts.push(now)
    if (!automatic) this.nRestarts = 0
    this.result = 'success'
    this.exitStatus = 0
    this.#become('activating', 'start')
    this.mainPid = this.#nextPid += 37
    this.invocation = randomBytes(16).toString('hex')
    this.startedAtMonotonic = Number(process.hrtime.bigint() / 1000n)
    this.#journal(`Starting ${this.#title}...`)
    const complaint = await this.#work.launch()
    if (complaint === undefined) {
      this.#become('active', 'running')
      this.#journal(`Started ${this.#title}.`)
      return 'done'
    }
    this.exitStatus = 1
    this.#fail('exit-code', 'code=exited, status=1/FAILURE')
    this.#journal(`Failed to start ${this.#title}.`)
    return 'failed'
  }

  #refuseStart(): JobResult {
    const kept = this.result === 'exit-code' && !this.facts.limitIsAResult
    this.result = kept ? 'exit-code' : 'start-limit-hit'
    this.#become('failed', 'failed')
    this.#journal(`${this.facts.name}: Start request repeated too quickly.`)
    this.#journal(`${this.facts.name}: Failed with result '${this.result}'.`)
    this.#journal(`Failed to start ${this.#title}.`)
    this.#work.limited?.()
    return kept ? 'failed' : 'limit'
  }

  #fail(result: 'exit-code' | 'signal', how: string): void {
    this.mainPid = 0
    this.result = result
    this.#become('activating', 'auto-restart')
    this.#journal(`${this.facts.name}: Main process exited, ${how}`)
    this.#journal(`${this.facts.name}: Failed with result '${result}'.`)
    const pending = new AbortController()
    this.#pendingRestart = pending
    void this.#clock.sleep(this.facts.restartDelayMs, pending.signal).then(() => {
      this.#pendingRestart = undefined
      if (pending.signal.aborted) return
      const turn = this.#queue.then(() => this.#again())
      this.#queue = turn.catch(() => undefined)
    })
  }

  async #again(): Promise<void> {
    if (this.sub !== 'auto-restart') return
    this.nRestarts++
    this.#journal(`${this.facts.name}: Scheduled restart job, restart counter is at ${this.nRestarts}.`)
    await this.#begin(true)
  }

  async #end(): Promise<void> {
    if (this.state === 'active') {
      this.#become('deactivating', 'stop-sigterm')
      this.#journal(`Stopping ${this.#title}...`)
      await this.#work.halt()
      this.#journal(`${this.facts.name}: Deactivated successfully.`)
      this.#journal(`Stopped ${this.#title}.`)
    }
    this.mainPid = 0
    if (this.state !== 'failed') this.#become('inactive', 'dead')
  }

  #become(state: UnitState, sub: string): void {
    this.state = state
    this.sub = sub
  }

  get #title(): string {
    return `${this.facts.name} - ${this.facts.description}`
  }
}
