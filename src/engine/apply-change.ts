import type { LongshoreError } from '../base/longshore-error.ts'
import { ok } from '../base/result.ts'
import type { Change, Plan } from '../model/plan.ts'
import type { Connection } from '../ports/connection.ts'
import type { ConnectionTarget } from '../ports/connector.ts'
import { changedFiles } from './audit/changed-files.ts'
import { checkedLine } from './locks/checked-line.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { type ChangeOutcome, type ChangeSite, runChange } from './run-change.ts'
import { optionsFor } from './run-options.ts'
import type { Vars } from '../model/vars.ts'
import { aheadOf } from './read-ahead/leading.ts'
import type { TaskCall } from './task-call.ts'
import type { Recording } from './undo-records/recording.ts'

const UNDO_TIMEOUT_MS = 600_000

/** Runs a change, or whatever `perform` does in its place, and gives what came of it. */
export async function applyChange(
  plan: Change,
  connection: Connection,
  target: ConnectionTarget,
  call: TaskCall,
  recording?: Recording,
  perform: (change: Change, site: ChangeSite) => Promise<ChangeOutcome> = runChange,
): Promise<ModuleOutcome> {
  const { deps, connections } = call.run
  const never = new AbortController().signal
  let releaseAgain = (): void => undefined
  const ahead = await aheadOf(call, target)
  const site: ChangeSite = {
    host: call.host.name,
    task: call.frame.id,
    connection,
    options: { ...optionsFor(call, call.timeoutMs), ...(ahead && { ahead }) },
    undoOptions: { ...optionsFor(call, UNDO_TIMEOUT_MS), signal: never },
    noLog: call.noLog,
    ...(recording === undefined ? {} : { recording }),
    emit: deps.emit,
    durable: deps.durable,
    reconnect: async () => {
      await connections.drop(target)
      const again = await connections.lease(target, never)
      if (!again.ok) return again
      releaseAgain = again.value.release
      return ok(checkedLine(again.value.connection, target, call.run))
    },
  }
  const outcome = await perform(plan, site).finally(() => releaseAgain())
  if (outcome.kind === 'failed') {
    const failed = await lineOutcome(outcome.error, target, call)
    return { ...failed, values: outcome.values ?? withoutMessage(plan.values), undone: outcome.undone, ...told(plan) }
  }
  const { conclusion } = outcome
  if (conclusion.changed) tellFiles(plan, call)
  const values = { ...plan.values, ...conclusion.values }
  const warnings = [...(plan.warnings ?? []), ...(conclusion.warnings ?? [])]
  if (conclusion.failed !== undefined)
    return { ...outcomeOfError(conclusion.failed, values), changed: conclusion.changed, ...told(plan), warnings }
  const kind = conclusion.skipped === true ? 'skipped' : 'done'
  const diff = conclusion.diff === undefined ? {} : { diff: conclusion.diff }
  return { kind, changed: conclusion.changed, values, ...told(plan), ...diff, warnings }
}

/** For who asks later what became of which file; with `no_log` of none. */
function tellFiles(plan: Change, { noLog, host, frame, run }: TaskCall): void {
  const files = noLog ? [] : changedFiles(plan.steps, plan.diff)
  if (files.length > 0) run.deps.emit({ type: 'files-changed', host: host.name, task: frame.id, files })
}

/** A connection that failed is dropped, so that the next task opens a new one. */
export async function lineOutcome(
  error: LongshoreError,
  target: ConnectionTarget,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const outcome = outcomeOfError(error)
  if (outcome.kind === 'unreachable') await call.run.connections.drop(target)
  return outcome
}

/** What a plan says beside its values. */
export function told(plan: Plan): Pick<ModuleOutcome, 'diff' | 'notes' | 'warnings'> {
  return {
    ...(plan.kind === 'change' && plan.diff !== undefined ? { diff: plan.diff } : {}),
    ...(plan.notes === undefined ? {} : { notes: plan.notes }),
    ...(plan.warnings === undefined ? {} : { warnings: plan.warnings }),
  }
}

/** What a plan says of its success is not said of a failure. */
function withoutMessage(values: Vars = {}): Vars {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'msg'))
}
