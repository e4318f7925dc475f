import { assertNever } from '../../base/assert-never.ts'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { Reporter } from '../../ports/reporter.ts'
import { coloursFor, type Colours } from '../terminal/colours.ts'
import { backupLines } from './backup-text.ts'
import { guardLines } from './guard-text.ts'
import { LiveArea } from './live-area.ts'
import { OpenTask } from './open-task.ts'
import { printable } from './printable.ts'
import { progressRows } from './progress-rows.ts'
import { hasFailed, rolloutLines } from './rollout-text.ts'
import type { ReporterIo } from './reporter-io.ts'
import {
  batchHeading,
  closing,
  pauseLines,
  playHeading,
  rollbackLines,
  type RunBegun,
  type UndoFinished,
} from './run-text.ts'
import { taskText } from './task-text.ts'

const FRAME_MS = 250

export interface PeopleOptions {
  readonly verbosity: number
  /** Failures and the recap alone. */
  readonly quiet: boolean
}

/**
 * For people. A task is printed when its last host is done with it, equal results folded over hosts; while it runs, a
 * terminal shows sums, at most four times a second.
 */
export class PeopleReporter implements Reporter {
  readonly #io: ReporterIo
  readonly #options: PeopleOptions
  readonly #colours: Colours
  readonly #live: LiveArea | undefined
  readonly #stopTicking: () => void
  readonly #tasks = new Map<string, OpenTask>()
  readonly #taskNames = new Map<string, string>()
  readonly #told = new Set<string>()
  #undone: UndoFinished[] = []
  #begun: RunBegun | undefined
  #run = ''
  #play = ''
  #batch = { number: 1, of: 1, hosts: 0 }

  constructor(io: ReporterIo, options: PeopleOptions) {
    this.#io = io
    this.#options = options
    this.#colours = coloursFor(io.colour)
    this.#live = io.isTerminal && !options.quiet ? new LiveArea(io) : undefined
    this.#stopTicking = this.#live === undefined ? () => undefined : (io.every ?? everyMs)(FRAME_MS, () => this.#tick())
  }

  report(event: NumberedEvent): void {
    const { quiet, verbosity } = this.#options
    switch (event.type) {
      case 'run-started':
        this.#begun = event
        this.#run = event.run
        if (event.check && !quiet)
          this.#print([this.#colours.yellow(this.#colours.bold('CHECK MODE: nothing will be changed'))])
        return
      case 'run-resumed':
        this.#begun = event
        this.#run = event.run
        if (!quiet) this.#print([`Resuming run ${event.run}: ${event.finished} results stand as they are`])
        return
      case 'play-started':
        this.#flush()
        this.#play = event.play
        this.#batch = { number: 1, of: 1, hosts: event.hosts.length }
        if (!quiet) this.#print(playHeading(event, this.#colours))
        return
      case 'play-skipped':
        this.#flush()
        if (!quiet) this.#print(['', `Play skipped: ${printable(event.play)} (${printable(event.reason)})`])
        return
      case 'batch-started':
        this.#batch = { number: event.batch, of: event.batches, hosts: event.hosts.length }
        if (!quiet) this.#print(batchHeading(event, this.#colours))
        return
      case 'rollout-planned':
      case 'soak-started':
      case 'gate-finished':
      case 'stage-finished':
      case 'approval-awaited':
      case 'approval-given':
      case 'window-awaited':
      case 'run-paused':
      case 'run-continued':
      case 'rollback-started':
      case 'rollback-finished':
        this.#flush()
        if (!quiet || hasFailed(event)) this.#print(rolloutLines(event, this.#run, this.#colours))
        return
      case 'stage-started':
        this.#flush()
        this.#batch = { number: event.stage, of: event.stages, hosts: event.hosts.length }
        if (!quiet) this.#print(rolloutLines(event, this.#run, this.#colours))
        return
      case 'task-started':
        this.#leaveFor(event.hosts)
        this.#taskNames.set(event.task.id, event.task.name)
        this.#open(new OpenTask(event.task, event.hosts, this.#io.now().getTime()))
        return
      case 'steps-started':
        if (verbosity > 1) this.#tasks.get(event.task)?.steps.push([event.host, event.steps])
        return
      case 'undo-started':
        this.#tasks.get(event.task)?.undoing.add(event.host)
        return
      case 'undo-finished':
        this.#undone.push(event)
        return
      case 'guard-ended':
      case 'left-to-guard':
      case 'earlier-stays':
      case 'guard-fired':
        this.#flush()
        this.#print(guardLines(event, this.#colours))
        return
      case 'task-retried':
        if (verbosity > 0)
          this.#print([`  retrying: ${event.host} (attempt ${event.attempt}, ${event.retries} retries)`])
        return
      case 'paused':
        if (!quiet) this.#print(pauseLines(event))
        return
      case 'job-polled':
        if (verbosity > 0) this.#print([`  waiting: ${event.host} (job ${event.job})`])
        return
      case 'job-finished':
        return
      case 'task-finished':
        this.#finish(event)
        return
      case 'batch-finished':
        this.#flush()
        if (event.verdict === 'halt') this.#print(['', this.#colours.red(`Stopped: ${printable(event.reason)}`)])
        return
      case 'lock-taken-over':
      case 'warning':
        if (!quiet) this.#warn(event)
        return
      case 'backup-stored':
        this.#flush()
        if (!quiet) this.#print(backupLines(event))
        return
      case 'lock-awaited':
        if (!quiet) this.#print([this.#colours.yellow(`  waiting: ${printable(event.message)}`)])
        return
      case 'files-changed':
      case 'playbook-started':
      case 'handler-notified':
      case 'included':
      case 'meta-performed':
        return
      case 'interrupted':
        this.#print([
          '',
          this.#colours.yellow(
            `Interrupted by ${event.signal}: nothing new is started, what is in flight is finished or undone`,
          ),
        ])
        return
      case 'run-finished':
        this.#flush()
        this.#stopTicking()
        this.#print(closing(this.#begun, event, this.#colours))
        return
      default:
        assertNever(event)
    }
  }

  async close(): Promise<void> {
    this.#stopTicking()
    this.#flush()
    await this.#live?.close()
  }

  #open(task: OpenTask): void {
    const unfinished = this.#tasks.get(task.label.id)
    if (unfinished !== undefined) this.#printTask(unfinished)
    this.#tasks.set(task.label.id, task)
  }

  /** Hosts that begin a task are done with those before it, whether they told or not. */
  #leaveFor(hosts: readonly string[]): void {
    for (const task of [...this.#tasks.values()]) {
      for (const host of hosts) task.outstanding.delete(host)
      if (task.outstanding.size === 0) this.#printTask(task)
    }
  }

  #finish(event: Extract<NumberedEvent, { type: 'task-finished' }>): void {
    const { host, result } = event
    if (result.rollback !== undefined) {
      this.#undone = this.#undone.filter((undo) => undo.host !== host || undo.task !== event.task)
    }
    const task = this.#tasks.get(event.task)
    task?.finish(host, result)
    if (task?.outstanding.size === 0) this.#printTask(task)
  }

  #printTask(task: OpenTask): void {
    this.#tasks.delete(task.label.id)
    this.#print(taskText(task, { ...this.#options, colours: this.#colours }))
  }

  #flush(): void {
    for (const task of [...this.#tasks.values()]) this.#printTask(task)
    const undone = this.#undone.splice(0)
    this.#print(rollbackLines(undone, (id) => this.#taskNames.get(id) ?? id, this.#colours))
  }

  #warn({ message, at }: { readonly message: string; readonly at?: string }): void {
    const text = `${this.#colours.yellow('warning:')} ${printable(message)}${at === undefined ? '' : ` (${at})`}`
    if (this.#told.has(text)) return
    this.#told.add(text)
    this.#print([text])
  }

  #print(lines: readonly string[]): void {
    if (lines.length === 0) return
    const text = `${lines.join('\n')}\n`
    if (this.#live === undefined) this.#io.stdout(text)
    else this.#live.print(text)
  }

  /** Tasks that last are shown; `pause` may be asking the operator something, and is left alone. */
  #tick(): void {
    const now = this.#io.now().getTime()
    const tasks = [...this.#tasks.values()].filter(
      ({ label, startedAt }) => label.module !== 'pause' && now - startedAt >= FRAME_MS,
    )
    if (tasks.length > 0) this.#live?.show(progressRows({ play: this.#play, batch: this.#batch, tasks }, now))
  }
}

function everyMs(ms: number, callback: () => void): () => void {
  const timer = setInterval(callback, ms).unref()
  return () => clearInterval(timer)
}
