import { LongshoreError } from '../base/longshore-error.ts'
import type { TaskResult } from '../model/task-result.ts'
import { isVariableName } from '../model/variable-name.ts'
import type { Vars } from '../model/vars.ts'
import { firstFalse } from './conditions.ts'
import { ignoreFailure } from './ignore-failure.ts'
import type { LayeredScope } from './variables/layered-scope.ts'
import { renderLoop } from './loop-items.ts'
import { endRun } from './end-run.ts'
import { unexpected } from './errors.ts'
import { registerInvalid } from './keyword-errors.ts'
import type { HostRun } from './host-run.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import type { PlayRun } from './play-run.ts'
import { isUnconditional } from './meta-actions.ts'
import { withheld } from './no-log.ts'
import { registeredValues } from './registered-values.ts'
import { prepareCall } from './prepare-call.ts'
import { replay } from './resume/replay.ts'
import { runAttempts } from './run-attempts.ts'
import { type Amendment, runLoop } from './run-loop.ts'
import { sharingHosts } from './run-once.ts'
import { failedResult, skippedResult } from './task-results.ts'
import { atTask } from './at-task.ts'
import type { TaskFrame } from './task-frame.ts'
import { taskScope } from './variables/task-scope.ts'

/** One task on one host: its loop, conditions and attempts. Never throws: a defect fails this host alone. */
export async function runHostTask(frame: TaskFrame, host: HostRun, run: PlayRun): Promise<HostTaskOutcome> {
  try {
    const outcome = replay(frame, host, run) ?? (await runTask(frame, host, run))
    const { register } = frame.task
    if (register !== undefined) {
      for (const each of sharingHosts(frame, host, run))
        each.registered[register] = registeredValues(frame.task, outcome.result)
    }
    return outcome
  } catch (error) {
    const known = error instanceof LongshoreError ? error : unexpected(error)
    return { result: failedResult(known, frame.task.at, run), requests: [] }
  }
}

async function runTask(frame: TaskFrame, host: HostRun, run: PlayRun): Promise<HostTaskOutcome> {
  const { loop, register } = frame.task
  if (register !== undefined && !isVariableName(register)) return badRegister(register, frame, host, run)
  if (loop === undefined) return runItem(frame, host, run, {})
  const rendered = renderLoop(loop, taskScope(host, frame.chain, run), run.deps.templater, frame.task)
  if (!rendered.ok) return whenLoopFails(rendered.error, frame, host, run)
  return runLoop(rendered.value, frame, host, run, (itemVars, amend) => runItem(frame, host, run, itemVars, amend))
}

/** It fails the task, and ends the run whatever the task ignores (Ansible: executor/task_executor.py, plugins/strategy). */
function badRegister(name: string, frame: TaskFrame, host: HostRun, run: PlayRun): HostTaskOutcome {
  const error = registerInvalid(name, frame.task.at)
  endRun(error, run)
  const scope = taskScope(host, frame.chain, run)
  return passing({ result: failedResult(error, frame.task.at, run), requests: [] }, frame, scope, run)
}

/** An undefined variable in a loop is no failure where `when` skips the task without an item (Ansible). */
function whenLoopFails(error: LongshoreError, frame: TaskFrame, host: HostRun, run: PlayRun): HostTaskOutcome {
  const scope = taskScope(host, frame.chain, run)
  if (error.code === 'VARIABLE_UNDEFINED') {
    const when = firstFalse(conditionsOf(frame), scope, run.deps)
    if (when.ok && when.value !== undefined) return { result: skippedResult(), requests: [] }
  }
  return passing({ result: failedResult(error, frame.task.at, run), requests: [] }, frame, scope, run)
}

async function runItem(
  frame: TaskFrame,
  host: HostRun,
  run: PlayRun,
  itemVars: Vars,
  amend?: Amendment,
): Promise<HostTaskOutcome> {
  const scope = taskScope(host, frame.chain, run, itemVars)
  const outcome = await attempt(frame, host, run, scope, itemVars)
  return passing(amend === undefined ? outcome : amend(outcome, scope), frame, scope, run)
}

function passing(outcome: HostTaskOutcome, frame: TaskFrame, scope: LayeredScope, run: PlayRun): HostTaskOutcome {
  const place = { chain: frame.chain, at: frame.task.at }
  return { ...outcome, result: ignoreFailure(outcome.result, place, scope, run.deps.templater) }
}

async function attempt(
  frame: TaskFrame,
  host: HostRun,
  run: PlayRun,
  scope: LayeredScope,
  itemVars: Vars,
): Promise<HostTaskOutcome> {
  const when = firstFalse(conditionsOf(frame), scope, run.deps)
  const untried = (result: TaskResult) => ({
    result: withheld(result, frame, scope, run.deps.templater),
    requests: [],
  })
  if (!when.ok) return { ...untried(failedResult(atTask(when.error), frame.task.at, run)), endsLoop: true }
  if (when.value !== undefined) return untried(skippedResult())
  const call = prepareCall(frame, host, run, scope)
  if (!call.ok) return { ...untried(failedResult(call.error, frame.task.at, run)), endsLoop: true }
  const outcome = await runAttempts(call.value, itemVars)
  const delegate = call.value.delegate?.host.name
  return delegate === undefined ? outcome : { ...outcome, result: { ...outcome.result, delegatedTo: delegate } }
}

function conditionsOf(frame: TaskFrame) {
  if (isUnconditional(frame.task)) return []
  return frame.chain.flatMap((keywords) => keywords.when)
}
