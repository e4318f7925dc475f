import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { TaskLabel } from '../../model/run-event/task-label.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { Reporter } from '../../ports/reporter.ts'
import { ansibleDiffs } from './ansible-diff.ts'
import { AnsibleWarnings } from './ansible-warnings.ts'
import { ansibleColumns, dumped, painter, shownValues, type Paint, type Tone } from './ansible-style.ts'
import { printable } from './printable.ts'
import type { ReporterIo } from './reporter-io.ts'
import type { YamlResults } from './yaml-results.ts'

export interface OneTaskOptions {
  /** Everything of a host on one line (`ansible -o`). */
  readonly oneLine: boolean
}

interface Form extends OneTaskOptions {
  readonly yaml: YamlResults | undefined
}

const COMMANDS = new Set(['command', 'shell', 'raw'])
const WORDS = { ok: 'SUCCESS', changed: 'CHANGED', skipped: 'SKIPPED', failed: 'FAILED', unreachable: 'UNREACHABLE' }

/** One task in the words of Ansible's `minimal` and `oneline` callbacks, as the program `ansible` prints them. */
export class AnsibleOneTaskReporter implements Reporter {
  readonly #io: ReporterIo
  readonly #oneLine: boolean
  readonly #yaml: YamlResults | undefined
  readonly #paint: Paint
  readonly #warnings: AnsibleWarnings
  readonly #tasks = new Map<string, TaskLabel>()

  constructor(io: ReporterIo, { oneLine }: OneTaskOptions, yaml?: YamlResults) {
    this.#io = io
    this.#oneLine = oneLine
    this.#yaml = oneLine ? undefined : yaml
    this.#paint = painter(io.colour)
    this.#warnings = new AnsibleWarnings(io.stderr, this.#paint, ansibleColumns(io))
  }

  report(event: NumberedEvent): void {
    if (event.type === 'task-started') this.#tasks.set(event.task.id, event.task)
    else if (event.type === 'task-finished') this.#finish(event.host, this.#tasks.get(event.task), event.result)
    else if (event.type === 'warning') this.#warnings.tell(event.message)
    else if (event.type === 'run-finished') {
      for (const { message } of event.errors) this.#io.stderr(this.#paint(`ERROR! ${printable(message)}\n`, 'failed'))
    }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #finish(host: string, task: TaskLabel | undefined, result: TaskResult): void {
    for (const warning of [...(result.warnings ?? []), ...(result.notes ?? [])]) this.#warnings.tell(warning)
    const text = hostText(printable(host), task?.module ?? '', result, { oneLine: this.#oneLine, yaml: this.#yaml })
    this.#io.stdout(ansibleDiffs(task?.module ?? '', result, this.#paint))
    this.#io.stdout(`${this.#paint(text, toneOf(result))}\n`)
  }
}

function hostText(host: string, module: string, result: TaskResult, { oneLine, yaml }: Form): string {
  const word = WORDS[result.status]
  if (result.status === 'skipped') return `${host} | SKIPPED`
  if (COMMANDS.has(module) && isPlain(result) && !(oneLine && result.status === 'failed')) {
    const { values } = result
    const head = `${host} | ${word} | rc=${typeof values.rc === 'number' ? values.rc : -1}`
    return oneLine ? `${head}${streams(values)}` : `${head} >>\n${outputOf(result)}`
  }
  const mark = result.status === 'failed' || result.status === 'unreachable' ? '!' : ''
  const values = dumped(shownValues(result, module), true, yaml)
  return `${host} | ${word}${mark} => ${oneLine ? values.replaceAll(/\n */g, '') : values}`
}

/** No JSON: the outputs of a command that ran, unless as a job, and whatever failed. */
function isPlain({ status, values, censored }: TaskResult): boolean {
  if (censored === true || status === 'unreachable') return false
  return status === 'failed' || (typeof values.rc === 'number' && !('ansible_job_id' in values))
}

function outputOf({ values }: TaskResult): string {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : '')
  return printable(`${text('stdout')}${text('stderr')}${text('msg')}`)
}

function streams(values: Readonly<Record<string, unknown>>): string {
  const text = (name: string) =>
    typeof values[name] === 'string' ? printable(values[name]).replaceAll('\n', '\\n') : ''
  return ` | (stdout) ${text('stdout')}${text('stderr') === '' ? '' : ` (stderr) ${text('stderr')}`}`
}

function toneOf({ status }: TaskResult): Tone {
  return status
}
