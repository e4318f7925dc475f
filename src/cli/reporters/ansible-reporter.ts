import type { NumberedEvent, TaskLabel } from '../../model/run-event.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { Reporter } from '../../ports/reporter.ts'
import { ansibleRecap } from './ansible-recap.ts'
import { ansibleResult, pythonLabel } from './ansible-result.ts'
import { banner, painter, type Paint, dumped } from './ansible-style.ts'
import { pauseText } from './ansible-pause.ts'
import { printable } from './printable.ts'
import type { AnsibleCallbackOptions, ReporterIo, ReporterOptions } from './reporter-io.ts'
import { taskPath } from './task-path.ts'

/** The words and the layout of ansible-core's default callback, so that what reads Ansible's output reads ours. */
export class AnsibleReporter implements Reporter {
  readonly #io: ReporterIo
  readonly #verbosity: number
  readonly #paint: Paint
  readonly #columns: number
  readonly #options: AnsibleCallbackOptions
  readonly #tasks = new Map<string, TaskLabel>()
  #lastBanner = ''
  #play = ''

  constructor(io: ReporterIo, { verbosity, ansible = {} }: ReporterOptions) {
    this.#io = io
    this.#verbosity = verbosity
    this.#paint = painter(io.colour)
    this.#options = ansible
    this.#columns = Math.max(79, io.isTerminal ? io.columns - 1 : 0)
  }

  report(event: NumberedEvent): void {
    switch (event.type) {
      case 'play-started':
        this.#play = event.play
        return
      case 'batch-started':
        this.#banner(`PLAY [${this.#play}]${this.#mark()}`)
        return
      case 'play-skipped':
        this.#skipPlay(event.play, event.reason)
        return
      case 'task-started':
        this.#tasks.set(event.task.id, event.task)
        if (!this.#hidesResults()) this.#taskBanner(event.task)
        return
      case 'task-retried':
        this.#retry(event)
        return
      case 'paused':
        this.#io.stdout(pauseText(event, this.#tasks.get(event.task)?.name ?? 'pause'))
        return
      case 'job-polled':
      case 'job-finished':
        this.#job(event)
        return
      case 'task-finished':
        this.#finish(event.host, event.task, event.result)
        return
      case 'included':
        this.#included(event)
        return
      case 'meta-performed':
        this.#meta(event)
        return
      case 'batch-finished':
        if (event.verdict === 'halt' && !event.reason.endsWith(NO_HOST_LEFT)) this.#banner('NO MORE HOSTS LEFT')
        return
      case 'warning':
        this.#warn(event.message)
        return
      case 'run-finished':
        this.#banner('PLAY RECAP')
        this.#io.stdout(`${ansibleRecap(event.hosts, this.#paint)}\n`)
        for (const error of event.errors) this.#io.stderr(this.#paint(`ERROR! ${printable(error.message)}\n`, 'failed'))
        return
      case 'run-started':
        if (this.#mark() !== '') this.#banner('DRY RUN')
        return
      case 'steps-started':
      case 'undo-started':
      case 'undo-finished':
      case 'interrupted':
        return
    }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #skipPlay(play: string, reason: string): void {
    if (reason !== NO_HOSTS_MATCHED && reason !== 'no hosts are left') return
    this.#banner(`PLAY [${play}]${this.#mark()}`)
    if (reason === NO_HOSTS_MATCHED) this.#io.stdout(`${this.#paint('skipping: no hosts matched', 'skipped')}\n`)
  }

  /** Where tasks overlap, a result that is not of the last banner's task has that of its own above it. */
  #taskBanner(task: TaskLabel): void {
    if (this.#lastBanner === task.id) return
    this.#lastBanner = task.id
    this.#banner(`${task.kind === 'handler' ? 'RUNNING HANDLER' : 'TASK'} [${task.name}]${this.#mark()}`)
    if (this.#verbosity > 1) this.#tellPath(task)
  }

  #tellPath(task: TaskLabel): void {
    this.#io.stdout(`task path: ${printable(taskPath(task.at, this.#io.cwd ?? ''))}\n`)
  }

  #mark(): string {
    const { checkModeMarkers, checkMode } = this.#options
    return checkModeMarkers === true && checkMode === true ? ' [CHECK MODE]' : ''
  }

  /** Then a task has no banner before it has a result that is not hidden. */
  #hidesResults(): boolean {
    return this.#options.displaySkippedHosts === false || this.#options.displayOkHosts === false
  }

  #isHidden({ status }: TaskResult): boolean {
    if (status === 'skipped') return this.#options.displaySkippedHosts === false
    return status === 'ok' && this.#options.displayOkHosts === false
  }

  #finish(host: string, id: string, result: TaskResult): void {
    const task = this.#tasks.get(id)
    if (task === undefined) return
    const shown = withoutHidden(result, (one) => this.#isHidden(one) || (isInclude(task) && isDone(one)))
    if (shown === undefined) return
    this.#taskBanner(task)
    if (result.censored !== true) {
      for (const warning of [...(result.warnings ?? []), ...(result.notes ?? [])]) this.#warn(warning)
    }
    const failed = result.status === 'failed' || result.status === 'unreachable'
    if (failed && this.#verbosity < 2 && this.#options.showTaskPathOnFailure === true) this.#tellPath(task)
    const { diffContext = 3 } = this.#options
    const style = { verbosity: this.#verbosity, paint: this.#paint, diffContext }
    const text = ansibleResult(printable(host), shown, task, style)
    if (failed && this.#options.displayFailedStderr === true) this.#io.stderr(text)
    else this.#io.stdout(text)
  }

  #included({ path, hosts, item }: Extract<NumberedEvent, { type: 'included' }>): void {
    const shown = item === undefined ? '' : ` => (item=${pythonLabel(item.label, item.value)})`
    this.#io.stdout(`${this.#paint(printable(`included: ${path} for ${hosts.join(', ')}${shown}`), 'skipped')}\n`)
  }

  /** A banner for each host that does it by itself, and nothing below it but that it was skipped. */
  #meta({ host, task, action, skipped, message }: Extract<NumberedEvent, { type: 'meta-performed' }>): void {
    this.#lastBanner = ''
    this.#taskBanner(task)
    if (this.#verbosity > 1) this.#io.stdout(`META: ${printable(message)}\n`)
    if (!skipped) return
    const msg = action === 'end_host' ? message.replace('False', 'false') : action
    const detail = this.#verbosity > 0 ? ` => ${dumped({ msg, skip_reason: message }, this.#verbosity > 2)}` : ''
    this.#io.stdout(`${this.#paint(`skipping: [${printable(host)}]${printable(detail)}`, 'skipped')}\n`)
  }

  #retry({ host, task, attempt, retries }: Extract<NumberedEvent, { type: 'task-retried' }>): void {
    const name = this.#tasks.get(task)?.name ?? ''
    const text = `FAILED - RETRYING: [${host}]: ${name} (${retries - attempt + 1} retries left).`
    this.#io.stdout(`${this.#paint(printable(text), 'failed')}\n`)
  }

  #job(event: Extract<NumberedEvent, { type: 'job-polled' | 'job-finished' }>): void {
    const what = event.type === 'job-polled' ? 'POLL' : event.failed ? 'FAILED' : 'OK'
    const state = event.type === 'job-polled' ? ` started=${event.started} finished=${event.finished}` : ''
    const text = `ASYNC ${what} on ${event.host}: jid=${event.job ?? 'None'}${state}`
    this.#io.stdout(`${this.#paint(printable(text), 'debug')}\n`)
  }

  #warn(message: string): void {
    this.#io.stderr(`${this.#paint(`[WARNING]: ${printable(message)}`, 'warning')}\n`)
  }

  #banner(text: string): void {
    this.#io.stdout(banner(text, this.#columns))
  }
}

/** As the engine ends its reasons (rollout/judge-batch.ts, run-plays.ts): Ansible says nothing of the first. */
const NO_HOST_LEFT = 'no host of the batch is left'
const NO_HOSTS_MATCHED = 'no hosts matched'

/** An include that is well is told by the files that it brings. */
function isInclude({ module }: TaskLabel): boolean {
  return module === 'include_tasks' || module === 'include_role'
}

function isDone({ status }: TaskResult): boolean {
  return status === 'ok' || status === 'changed'
}

/** Items that are hidden are left out, and nothing is left of a result that is. */
function withoutHidden(result: TaskResult, isHidden: (result: TaskResult) => boolean): TaskResult | undefined {
  if (result.items === undefined || result.items.length === 0) return isHidden(result) ? undefined : result
  const items = result.items.filter((item) => !isHidden(item.result))
  return items.length === 0 ? undefined : { ...result, items }
}
