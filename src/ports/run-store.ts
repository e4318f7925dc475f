import type { NumberedEvent } from '../model/run-event.ts'

/** Where journals of runs are kept: append-only JSON lines, readable by their owner alone. */
export interface RunStore {
  create(run: string): Promise<RunJournal>
}

export interface RunJournal {
  /** For the operator: where to look. */
  readonly path: string
  /** Appends in order. Never throws: a journal that cannot be written is reported by `sync`. */
  append(event: NumberedEvent): void
  /** Resolves when everything appended so far is on disk. Rejects when it could not be written. */
  sync(): Promise<void>
  close(): Promise<void>
}
