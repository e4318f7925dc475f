import { report } from './errors.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { RunEvent } from '../model/run-event/run-event.ts'
import type { Change, Conclusion } from '../model/plan.ts'
import type { Vars } from '../model/vars.ts'
import type { RollbackStatus } from '../model/rollback-status.ts'
import type { ErrorReport } from '../model/task-result.ts'
import type { Connection, RunOptions } from '../ports/connection.ts'
import { applySteps, type Applied } from './apply-steps.ts'
import { statusByGuard } from './undo-records/errors.ts'
import type { Recording } from './undo-records/recording.ts'
import { canUndo, undoneSummaries, undoSteps } from './undo-steps.ts'

/** Where a change runs and is told of. */
export interface ChangeSite {
  readonly host: string
  readonly task: string
  readonly connection: Connection
  readonly options: RunOptions
  /** For the undo: its own signal, which no Ctrl-C aborts. */
  readonly undoOptions: RunOptions
  /** `no_log`: the errors of an undo stay out of its event. */
  readonly noLog: boolean
  /** How the change is recorded on the host. */
  readonly recording?: Recording
  readonly emit: (event: RunEvent) => void
  readonly durable: () => Promise<void>
  /** A new connection after the line was lost, when there is one to be had. */
  readonly reconnect: () => Promise<Result<Connection, LongshoreError>>
}

export type ChangeOutcome = { readonly kind: 'applied'; readonly conclusion: Conclusion } | FailedChange

interface FailedChange {
  readonly kind: 'failed'
  readonly error: LongshoreError
  /** In place of those of the plan. */
  readonly values?: Vars
  readonly lineFailed: boolean
  readonly undone: Undone
}

export interface Undone {
  readonly status: RollbackStatus
  readonly errors: readonly ErrorReport[]
}

/** Journals the steps, runs them, and on failure undoes what was started. */
export async function runChange(change: Change, site: ChangeSite): Promise<ChangeOutcome> {
  await announceSteps(change, site)
  const applied = await applySteps(change.steps, site.connection, site.options, site.recording)
  if (applied.news !== undefined) site.emit({ type: 'warning', ...applied.news })
  return settleChange(change, applied, site)
}

/** No step starts before the journal has it. */
export async function announceSteps(
  change: Change,
  { emit, durable, host, task, recording }: Pick<ChangeSite, 'emit' | 'durable' | 'host' | 'task' | 'recording'>,
): Promise<void> {
  emit({
    type: 'steps-started',
    host,
    task,
    steps: change.steps.map((step) => step.summary),
    ...(recording && { records: recording.place }),
  })
  await durable()
}

/** What came of steps that ran; where they failed, what was started is undone. */
export async function settleChange(change: Change, applied: Applied, site: ChangeSite): Promise<ChangeOutcome> {
  if (applied.error !== undefined) {
    const undone = await undo(applied, site)
    const { error, values, lineFailed } = applied
    return { kind: 'failed', error, ...(values && { values }), lineFailed, undone }
  }
  const conclusion = change.conclude?.(applied.outputs) ?? { changed: true }
  return { kind: 'applied', conclusion }
}

async function undo(applied: Applied, site: ChangeSite): Promise<Undone> {
  if (!canUndo(applied.started)) return { status: 'none', errors: [] }
  site.emit({ type: 'undo-started', host: site.host, task: site.task, steps: undoneSummaries(applied.started) })
  await site.durable()
  const undone = await undoOn(applied, site)
  const errors = site.noLog ? [] : undone.errors
  site.emit({ type: 'undo-finished', host: site.host, task: site.task, rollback: undone.status, errors })
  return undone
}

async function undoOn(applied: Applied, site: ChangeSite): Promise<Undone> {
  const first = applied.error?.code === 'CONNECTION_LOST' ? undefined : site.connection
  const line = first ?? (await lineAgain(site))
  if ('code' in line) return { status: 'impossible', errors: [report(line)] }
  const errors = await undoSteps(applied.started, line, site.undoOptions, site.recording)
  const byGuard = statusByGuard(errors)
  if (byGuard !== undefined) return { status: byGuard, errors: errors.map((error) => report(error)) }
  const lost = errors.find((error) => error.code === 'CONNECTION_LOST')
  if (lost !== undefined) return { status: 'impossible', errors: [report(lost)] }
  return { status: errors.length === 0 ? 'done' : 'failed', errors: errors.map((error) => report(error)) }
}

async function lineAgain(site: ChangeSite): Promise<Connection | LongshoreError> {
  const opened = await site.reconnect()
  return opened.ok ? opened.value : opened.error
}
