import { basename } from 'node:path'
import type { ErrorCode } from '../../base/error-code.ts'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { TaskLabel } from '../../model/run-event/task-label.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { Reporter } from '../../ports/reporter.ts'
import { ansibleRecap } from './ansible-recap.ts'
import { ansibleResult } from './ansible-result.ts'
import { yamlResults } from './yaml-results.ts'
import { ansibleColumns, banner, painter, type Paint } from './ansible-style.ts'
import { hidesResults, isIncluding, shownPart } from './ansible-shown.ts'
import { includedLine, jobLine, metaLines, notifiedLine, playsLine, retryLine, startedLines } from './ansible-lines.ts'
import { CustomStats } from './custom-stats.ts'
import { pauseText } from './ansible-pause.ts'
import { AnsibleWarnings } from './ansible-warnings.ts'
import { printable } from './printable.ts'
import type { AnsibleCallbackOptions, ReporterIo, ReporterOptions } from './reporter-io.ts'
import { taskPath } from './task-path.ts'

type Event<T extends NumberedEvent['type']> = Extract<NumberedEvent, { readonly type: T }>

/** The words and the layout of ansible-core's default callback, so that what reads Ansible's output reads ours. */
export class AnsibleReporter implements Reporter {
  readonly #io: ReporterIo
  readonly #verbosity: number
  readonly #paint: Paint
  readonly #columns: number
  readonly #options: AnsibleCallbackOptions
  readonly #warnings: AnsibleWarnings
  readonly #tasks = new Map<string, TaskLabel>()
  readonly #stats = new CustomStats()
  #lastBanner = ''
  /** Of the playbook that runs, absolute. */
  #playbook = ''
  #play = ''
  /** Hosts are at tasks of their own: a banner stands above a result. */
  #isFree = false
  /** How often it is told that a batch ended the run for the hosts that are left, too. */
  #ends = 0

  constructor(io: ReporterIo, { verbosity, ansible = {} }: ReporterOptions) {
    this.#io = io
    this.#verbosity = verbosity
    this.#paint = painter(io.colour)
    this.#options = ansible
    this.#columns = ansibleColumns(io)
    this.#warnings = new AnsibleWarnings(io.stderr, this.#paint, this.#columns)
  }

  report(event: NumberedEvent): void {
    switch (event.type) {
      case 'playbook-started':
        this.#openPlaybook(event)
        return
      case 'play-started':
        this.#play = event.play
        this.#isFree = event.strategy !== undefined
        return
      case 'batch-started':
      case 'stage-started':
        this.#banner(`PLAY [${this.#play}]${this.#mark()}`)
        return
      case 'play-skipped':
        this.#skipPlay(event.play, event.reason)
        return
      case 'task-started':
        this.#tasks.set(event.task.id, event.task)
        if (!hidesResults(this.#options) && !this.#isFree) this.#taskBanner(event.task)
        if (this.#options.showPerHostStart === true) this.#io.stdout(startedLines(event, this.#paint))
        return
      case 'handler-notified':
        if (this.#verbosity > 1) this.#io.stdout(notifiedLine(event, this.#paint))
        return
      case 'task-retried':
        this.#io.stdout(retryLine(event, this.#tasks.get(event.task)?.name ?? '', this.#paint))
        return
      case 'paused':
        this.#io.stdout(pauseText(event, this.#tasks.get(event.task)?.name ?? 'pause'))
        return
      case 'job-polled':
      case 'job-finished':
        this.#io.stdout(jobLine(event, this.#paint))
        return
      case 'task-finished':
        this.#finish(event.host, event.task, event.result)
        return
      case 'included':
        this.#io.stdout(includedLine(event, this.#paint))
        return
      case 'meta-performed':
        this.#lastBanner = ''
        this.#taskBanner(event.task)
        this.#io.stdout(metaLines(event, this.#verbosity, this.#paint))
        return
      case 'batch-finished':
        if (event.verdict === 'halt' && !event.reason.endsWith(NO_HOST_LEFT))
          this.#ends ||= event.reason.includes(BY_PERCENTAGE) ? 2 : 1
        return
      case 'stage-finished':
        if (event.verdict !== 'promote') this.#ends ||= 1
        return
      case 'warning':
        if (event.message.startsWith(NO_TASK)) this.#warnings.tellError(event.message)
        else this.#warnings.tell(event.message)
        return
      case 'run-finished':
        this.#end(event)
        return
      case 'run-started':
        if (this.#mark() !== '') this.#banner('DRY RUN')
        return
      case 'lock-taken-over':
        this.#warnings.tell(event.message)
        return
      case 'files-changed':
      case 'lock-awaited':
      case 'guard-ended':
      case 'guard-fired':
      case 'left-to-guard':
      case 'run-resumed':
      case 'earlier-stays':
      case 'backup-stored':
      case 'steps-started':
      case 'rollout-planned':
      case 'soak-started':
      case 'gate-finished':
      case 'approval-awaited':
      case 'approval-given':
      case 'window-awaited':
      case 'run-paused':
      case 'run-continued':
      case 'rollback-started':
      case 'rollback-finished':
      case 'undo-started':
      case 'undo-finished':
      case 'interrupted':
        return
    }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #end({ hosts, errors }: Event<'run-finished'>): void {
    if (!errors.some(({ code }) => WITHOUT_RECAP.has(code))) {
      const ends = errors.some(({ code }) => code === 'TASK_FAILED') ? 0 : this.#ends
      for (let time = 0; time < ends; time++) this.#banner('NO MORE HOSTS LEFT')
      this.#noteRetry(hosts)
      this.#banner('PLAY RECAP')
      this.#io.stdout(`${ansibleRecap(hosts, this.#paint)}\n`)
      this.#tellStats()
      if (this.#mark() !== '') this.#banner('DRY RUN')
    }
    for (const { message } of errors)
      this.#io.stderr(`${this.#paint(`ERROR! ${printable(message).trimEnd()}`, 'failed')}\n`)
  }

  #openPlaybook(event: Event<'playbook-started'>): void {
    this.#playbook = event.path
    if (this.#verbosity < 2) return
    this.#banner(`PLAYBOOK: ${basename(event.path)}`)
    this.#io.stdout(playsLine(event, this.#io.cwd ?? ''))
  }

  #noteRetry(hosts: Event<'run-finished'>['hosts']): void {
    const note = this.#options.retryFile?.(this.#playbook, hosts)
    if (note === undefined) return
    if ('told' in note) this.#io.stdout(note.told)
    else this.#warnings.tell(note.warning)
  }

  #tellStats(): void {
    const lines = this.#options.showCustomStats === true ? this.#stats.lines() : []
    if (lines.length === 0) return
    this.#banner('CUSTOM STATS: ')
    this.#io.stdout(`${lines.join('\n')}\n\n`)
  }

  #skipPlay(play: string, reason: string): void {
    const isTold = reason === NO_HOSTS_MATCHED || reason === 'no hosts are left' || reason.startsWith(NO_STRATEGY)
    if (!isTold) return
    this.#banner(`PLAY [${play}]${this.#mark()}`)
    if (reason === NO_HOSTS_MATCHED) this.#io.stdout(`${this.#paint('skipping: no hosts matched', 'skipped')}\n`)
  }

  /** Where tasks overlap, a result that is not of the last banner's task has that of its own above it. */
  #taskBanner(task: TaskLabel): void {
    const key = this.#isFree ? `${task.at} ${task.name}` : task.id
    if (this.#lastBanner === key) return
    this.#lastBanner = key
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

  #finish(host: string, id: string, result: TaskResult): void {
    const task = this.#tasks.get(id)
    if (task === undefined || result.isUntold === true) return
    this.#stats.add(host, result)
    const shown = shownPart(result, task, this.#options)
    if (isIncluding(task, result)) this.#taskBanner(task)
    if (shown === undefined) return
    this.#taskBanner(task)
    if (result.censored !== true) {
      for (const warning of [...(result.warnings ?? []), ...(result.notes ?? [])]) this.#warnings.tell(warning)
    }
    const failed = result.status === 'failed' || result.status === 'unreachable'
    if (failed && this.#verbosity < 2 && this.#options.showTaskPathOnFailure === true) this.#tellPath(task)
    const { diffContext = 3, prettyResults } = this.#options
    const yaml = yamlResults(this.#options)
    const style = {
      verbosity: this.#verbosity,
      paint: this.#paint,
      diffContext,
      ...(prettyResults === undefined ? {} : { pretty: prettyResults }),
      ...(yaml !== undefined && { yaml }),
    }
    const text = ansibleResult(printable(host), shown, task, style)
    if (failed && this.#options.displayFailedStderr === true) this.#io.stderr(text)
    else this.#io.stdout(text)
  }

  #banner(text: string): void {
    this.#io.stdout(banner(text, this.#columns))
  }
}

/** Errors in what was asked that show in the middle of a run: ansible-core ends with an exception there. */
const WITHOUT_RECAP: ReadonlySet<ErrorCode> = new Set([
  'HANDLER_UNKNOWN',
  'FILE_UNREADABLE',
  'PLAYBOOK_INVALID',
  'VARIABLE_UNDEFINED',
  'VARS_INVALID',
  'VAULT_INVALID',
  'VAULT_LOCKED',
])

/** As the engine ends its reasons (rollout/judge-batch.ts, run-plays.ts): Ansible says nothing of the first. */
const NO_HOST_LEFT = 'no host of the batch is left'
/** ansible-core tells twice that the run ends by that. */
const BY_PERCENTAGE = 'max_fail_percentage is'
/** To ansible-core it is an error that ends nothing. */
const NO_TASK = 'No matching task "'
const NO_STRATEGY = 'Invalid play strategy specified'
const NO_HOSTS_MATCHED = 'no hosts matched'
