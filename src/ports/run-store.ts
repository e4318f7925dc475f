import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { GuardNews } from '../model/guard-news.ts'
import type { HostName } from '../model/inventory.ts'
import type { NumberedEvent } from '../model/run-event/run-event.ts'
import type { RunControl } from './run-control.ts'

/** Where journals of runs are kept: append-only JSON lines, readable by their owner alone. */
export interface RunStore {
  create(run: string, request?: KeptRequest): Promise<RunJournal>
  /**
   * For who looks at an earlier run later. Nothing where that was another controller's, or is the name of no run. Gives why
   * it could not be kept; never rejects.
   */
  noteGuard(
    news: GuardNews,
    told: { readonly message: string; readonly time: string },
  ): Promise<LongshoreError | undefined>
}

/** What it takes to go on with a run. JSON-safe, and without a secret. */
export interface KeptRequest {
  /** Fingerprint of the plays, the inventory and the settings as they were loaded. */
  readonly plan: string
  /** How the run was asked for, as the face that asked keeps it. */
  readonly asked: unknown
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
  /** What the run was asked for. */
  request(run: string): Promise<Result<KeptRequest, LongshoreError>>
  /** What came of rolling it back, each time that somebody did, oldest first. */
  rollbacks(run: string): Promise<Result<readonly RollbackNote[], LongshoreError>>
  /** What later runs heard of the guards of this one, oldest first. */
  guards(run: string): Promise<Result<readonly GuardNote[], LongshoreError>>
  noteRollback(run: string, hosts: RollbackNote['hosts']): Promise<Result<undefined, LongshoreError>>
  /** Makes this process the one that works on a run whose process is gone. */
  reopen(run: string): Promise<Result<ReopenedRun, LongshoreError>>
  /** A Ctrl-C, so many times, to the process that works on the run. */
  interrupt(run: string, times: number): Promise<Result<undefined, LongshoreError>>
  /** What is said to a run, and what it asks. */
  control(run: string): RunControl
}

export interface RollbackNote {
  readonly by: string
  /** ISO 8601. */
  readonly time: string
  /** `waits`: it could not be reached. */
  readonly hosts: Readonly<Record<string, 'done' | 'failed' | 'waits'>>
}

export interface GuardNote {
  readonly host: HostName
  readonly message: string
  /** When it was heard, ISO 8601. */
  readonly time: string
}

export interface ReopenedRun {
  readonly events: readonly NumberedEvent[]
  readonly request: KeptRequest
  /** Goes on after the last event; a line that was cut short is gone. */
  readonly journal: RunJournal
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
