import { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Condition } from '../model/playbook.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'
import { allHold } from './conditions.ts'
import { report } from './errors.ts'
import type { ModuleOutcome } from './module-outcome.ts'
import type { TaskCall } from './task-call.ts'
import { failedResult, failureText } from './task-results.ts'
import { resultScope } from './variables/result-scope.ts'

/** The result of a call: what the module says, then `changed_when` and `failed_when`. */
export function concludeOutcome(outcome: ModuleOutcome, call: TaskCall, itemVars: Vars): TaskResult {
  const { task } = call.frame
  if (outcome.isUntried === true && outcome.error !== undefined) {
    return { ...failedResult(outcome.error, task.at, call.run), ...(call.noLog ? { censored: true } : {}) }
  }
  const said = baseResult(outcome, call)
  if (said.status === 'unreachable' || said.status === 'skipped') return said
  const values = { ...said.values, ...itemVars }
  const changed = decide(task.changedWhen, values, call, outcome.changed)
  if (!changed.ok) return failedBy('changed_when_result', changed.error, said, call)
  const failed = decide(task.failedWhen, { ...values, changed: changed.value }, call, outcome.kind === 'failed')
  if (!failed.ok) return failedBy('failed_when_result', failed.error, said, call)
  return restated(said, changed.value, failed.value, call)
}

/** A condition that cannot be evaluated fails the task; what the module did stands in its result (Ansible). */
function failedBy(
  name: 'changed_when_result' | 'failed_when_result',
  error: LongshoreError,
  said: TaskResult,
  call: TaskCall,
): TaskResult {
  const why = failureText(error, call.frame.task.at, call.run)
  const values: Vars = { msg: why, ...said.values, failed: true, [name]: why }
  return { ...said, status: 'failed', values, error: report(error, call.frame.task.at) }
}

function baseResult(outcome: ModuleOutcome, call: TaskCall): TaskResult {
  const { error, undone } = outcome
  const status = outcome.kind === 'done' ? (outcome.changed ? 'changed' : 'ok') : outcome.kind
  const why = error && failureText(error, call.frame.task.at, call.run)
  const isSaid = error === undefined || outcome.values['message'] === error.message
  const inMessage = error === undefined ? {} : { message: why }
  const message = isSaid ? inMessage : { msg: outcome.values['msg'] ?? why }
  return {
    status,
    values: {
      ...outcome.values,
      ...message,
      changed: outcome.changed,
      failed: outcome.kind === 'failed' || notFailed(outcome.values),
      ...(outcome.kind === 'skipped' ? { skipped: true } : {}),
      ...(outcome.kind === 'unreachable' ? { unreachable: true } : {}),
    },
    ...(error === undefined ? {} : { error: report(error, call.frame.task.at) }),
    ...(undone === undefined ? {} : { rollback: undone.status, rollbackErrors: undone.errors }),
    ...(call.diff && outcome.diff !== undefined ? { diff: outcome.diff } : {}),
    ...(outcome.notes === undefined || outcome.notes.length === 0 ? {} : { notes: outcome.notes }),
    ...(outcome.warnings === undefined || outcome.warnings.length === 0 ? {} : { warnings: outcome.warnings }),
    ...(outcome.quiet === undefined ? {} : { quiet: outcome.quiet }),
    ...(call.noLog || outcome.isSecret === true ? { censored: true } : {}),
    ...(outcome.isSecret === true && !call.noLog ? { isOfVault: true } : {}),
  }
}

/** Ansible says 0 of a job that has begun, and false of all else. */
function notFailed({ failed }: Vars): false | 0 {
  return failed === 0 ? 0 : false
}

function decide(
  conditions: readonly Condition[] | undefined,
  values: Vars,
  call: TaskCall,
  otherwise: boolean,
): Result<boolean, LongshoreError> {
  if (conditions === undefined) return ok(otherwise)
  return allHold(conditions, resultScope(call, values), call.run.deps)
}

function restated(said: TaskResult, changed: boolean, failed: boolean, call: TaskCall): TaskResult {
  const byCondition = call.frame.task.failedWhen === undefined ? {} : { failed_when_result: failed }
  const values: Vars = { ...said.values, changed, failed: failed || notFailed(said.values), ...byCondition }
  if (!failed) {
    const { error: _dropped, ...rest } = said
    return { ...rest, status: changed ? 'changed' : 'ok', values }
  }
  const error = said.error ?? report(failedByCondition(call), call.frame.task.at)
  return { ...said, status: 'failed', values, error }
}

function failedByCondition(call: TaskCall): LongshoreError {
  const conditions = (call.frame.task.failedWhen ?? []).map(({ expression }) => String(expression))
  return new LongshoreError('TASK_FAILED', `failed_when holds: ${conditions.join(' and ')}`)
}
