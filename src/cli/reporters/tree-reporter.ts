import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { TaskLabel } from '../../model/run-event/task-label.ts'
import type { Reporter } from '../../ports/reporter.ts'
import { dumped, shownValues } from './ansible-style.ts'

/** `ansible --tree FOLDER`: beside what another reporter tells, the last result of each host as JSON in a file of its name. */
export class TreeReporter implements Reporter {
  readonly #inner: Reporter
  readonly #folder: string
  readonly #onWarning: (message: string) => void
  readonly #tasks = new Map<string, TaskLabel>()
  readonly #results = new Map<string, string>()

  constructor(inner: Reporter, folder: string, onWarning: (message: string) => void) {
    this.#inner = inner
    this.#onWarning = onWarning
    this.#folder = folder
  }

  report(event: NumberedEvent): void {
    if (event.type === 'task-started') this.#tasks.set(event.task.id, event.task)
    if (event.type === 'task-finished') {
      const module = this.#tasks.get(event.task)?.module ?? ''
      this.#results.set(event.host, dumped(shownValues(event.result, module), false))
    }
    this.#inner.report(event)
  }

  async close(): Promise<void> {
    await this.#inner.close()
    try {
      await mkdir(this.#folder, { recursive: true })
      for (const [host, text] of this.#results) await writeFile(join(this.#folder, fileName(host)), text)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      this.#onWarning(`Unable to write the results to ${this.#folder}: ${reason}`)
    }
  }
}

function fileName(host: string): string {
  return host.replaceAll('/', '_')
}
