import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
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

/** What is kept of runs, to look at. */
export interface RunArchive {
  /** Ids, oldest first. */
  list(): Promise<Result<readonly string[], LongshoreError>>
  read(run: string): Promise<Result<KeptRun, LongshoreError>>
}

export interface KeptRun {
  readonly run: string
  readonly journal: JournalContent
  /** The process that works on it, or did last. Absent: an older version wrote this. */
  readonly owner?: RunOwner
}

export interface JournalContent {
  readonly path: string
  readonly events: readonly NumberedEvent[]
  /** The last line was cut short: the controller died while it wrote. */
  readonly torn: boolean
  readonly chain: JournalChain
}

/**
 * Each line carries the SHA-256 of the line before. `seal` is that of the last line: who keeps it elsewhere notices a
 * journal that was written anew as a whole, too.
 */
export type JournalChain =
  | { readonly kind: 'intact'; readonly seal: string }
  /** This line, from 1, is not the one that the next line was written after. */
  | { readonly kind: 'broken'; readonly line: number }
  /** An older version wrote it: no line says what was before it. */
  | { readonly kind: 'none' }

export interface RunOwner {
  readonly pid: number
  /** The machine that it runs on. */
  readonly host: string
  readonly isAlive: boolean
}
