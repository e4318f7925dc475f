import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Vars } from '../model/vars.ts'
import { allHold } from './conditions.ts'
import { concludeOutcome } from './conclude-outcome.ts'
import { withInterpreter } from './discovered-interpreter.ts'
import { keepFacts } from './keep-facts.ts'
import { KeywordReader } from './keyword-values.ts'
import type { HostRun } from './host-run.ts'
import { learnWithheld } from './learn-secrets.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { runModule } from './run-module.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import { sharingHosts } from './run-once.ts'
import type { TaskCall } from './task-call.ts'
import { failedResult } from './task-results.ts'
import { remember } from './transaction/remember.ts'
import { resultScope } from './variables/result-scope.ts'
import type { TaskResult } from '../model/task-result.ts'

const DEFAULT_RETRIES = 3
const DEFAULT_DELAY_SECONDS = 5

/**
 * Calls the module, again while `until` does not hold: `retries` times more, `delay` seconds apart. Without `until` both
 * mean nothing (Ansible 2.14: executor/task_executor.py, `_execute`).
 */
export async function runAttempts(call: TaskCall, itemVars: Vars): Promise<HostTaskOutcome> {
  const plan = attemptPlan(call)
  if (!plan.ok) return { result: failedResult(plan.error, call.frame.task.at, call.run), requests: [] }
  const { attempts, delayMs } = plan.value
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(call, itemVars)
    const isFinal = outcome.isUntried || outcome.result.status === 'unreachable'
    if (isFinal || call.frame.task.until.length === 0) return outcome
    const counted = { ...outcome, result: withAttempts(outcome.result, attempt) }
    if (attempts === 1) return counted
    const done = isDone(call, counted.result)
    if (!done.ok) return { result: failedResult(done.error, call.frame.task.at, call.run), requests: [] }
    if (done.value) return counted
    if (attempt >= attempts || call.run.signals.starting.aborted)
      return { ...outcome, result: exhausted(outcome.result, attempt) }
    tellRetry(call, attempt, attempts - 1)
    await call.run.deps.clock.sleep(delayMs, call.run.signals.starting)
  }
}

interface Attempt extends HostTaskOutcome {
  readonly isUntried: boolean
}

async function attemptOnce(call: TaskCall, itemVars: Vars): Promise<Attempt> {
  const outcome = withInterpreter(withAddition(await runModule(call), call, itemVars), call)
  learnWithheld(outcome, call)
  keepFacts(outcome, factHosts(call), call.run)
  const result = concludeOutcome(outcome, call, itemVars)
  remember(outcome, result, call)
  const { request, isUntried = false } = outcome
  if (request === undefined) return { result, requests: [], isUntried, endsLoop: isUntried }
  return { result, isUntried, requests: [typeof request === 'string' ? request : { ...request, itemVars }] }
}

/** What comes into the inventory: the task changed where it is anything new. Nothing comes of a task that fails (Ansible). */
function withAddition(outcome: ModuleOutcome, call: TaskCall, itemVars: Vars): ModuleOutcome {
  if (outcome.addition === undefined) return outcome
  const unadded = { ...outcome, changed: false }
  if (concludeOutcome(unadded, call, itemVars).status === 'failed') return unadded
  const isNew = call.run.liveInventory.add(outcome.addition, call.frame.task.at)
  return isNew.ok ? { ...outcome, changed: isNew.value } : outcomeOfError(isNew.error, outcome.values)
}

/** Whom facts and variables that a task finds are kept for. */
function factHosts(call: TaskCall): readonly HostRun[] {
  return call.delegate?.ownsFacts === true ? [call.delegate.host] : sharingHosts(call.frame, call.host, call.run)
}

function attemptPlan(call: TaskCall): Result<{ attempts: number; delayMs: number }, LongshoreError> {
  const { task } = call.frame
  if (task.until.length === 0) return ok({ attempts: 1, delayMs: 0 })
  const read = new KeywordReader(call.scope, call.run.deps.templater, task.at)
  const retries = read.number('retries', task.retries, DEFAULT_RETRIES)
  if (!retries.ok) return retries
  const delay = read.number('delay', task.delay, DEFAULT_DELAY_SECONDS)
  if (!delay.ok) return delay
  const attempts = Math.max(1, Math.floor(retries.value) + 1)
  return ok({ attempts, delayMs: (delay.value < 0 ? 1 : delay.value) * 1000 })
}

function isDone(call: TaskCall, result: TaskResult): Result<boolean, LongshoreError> {
  return allHold(call.frame.task.until, resultScope(call, result.values), call.run.deps)
}

function withAttempts(result: TaskResult, attempt: number): TaskResult {
  return { ...result, values: { ...result.values, attempts: attempt } }
}

/**
 * Ansible counts the first attempt of a task that never came true as none: `attempts` is `retries`. What `failed_when`
 * says stands, though the result says failed.
 */
function exhausted(outcome: TaskResult, attempts: number): TaskResult {
  const result = withAttempts(outcome, Math.max(1, attempts - 1))
  const values: Vars = { ...result.values, failed: true }
  if (result.status === 'failed' || values['failed_when_result'] === false) return { ...result, values }
  const message = `until did not hold after ${attempts} attempts`
  return {
    ...result,
    status: 'failed',
    values: { ...values, msg: values['msg'] ?? message },
    error: { code: 'TASK_FAILED', message },
  }
}

function tellRetry(call: TaskCall, attempt: number, retries: number): void {
  call.run.deps.emit({ type: 'task-retried', host: call.host.name, task: call.frame.id, attempt, retries })
}
