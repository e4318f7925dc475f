import { moduleMissing, taskTimedOut } from './errors.ts'
import { nearest } from './inherited.ts'
import { refusesJob } from './jobs/job-errors.ts'
import { learnCredentials } from './learn-secrets.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { renderArgs } from './render-args.ts'
import { runControllerModule } from './run-controller-module.ts'
import { runRemoteModule } from './run-remote-module.ts'
import type { TaskCall } from './task-call.ts'
import { undefinedOption } from './undefined-option.ts'

/** Renders the arguments and calls the module of a task once. */
export async function runModule(call: TaskCall): Promise<ModuleOutcome> {
  const module = call.run.deps.modules.get(call.frame.task.module)
  if (module === undefined)
    return { ...outcomeOfError(moduleMissing(call.frame.task.module, call.frame.task.at)), isUntried: true }
  const args = renderArgs(module, call)
  if (!args.ok) return { ...outcomeOfError(undefinedOption(args.error)), kind: 'failed', isUntried: true }
  if (module.kind === 'remote') learnCredentials(args.value, call.run)
  const refused = call.job === undefined ? undefined : refusesJob(module, call.checkMode)
  if (refused !== undefined) return outcomeOfError(refused)
  if (module.kind === 'controller') return runControllerModule(module, args.value, call)
  return withOwnDeadline(await runRemoteModule(module, args.value, call), call)
}

/** Work that was ended because of the `timeout` of the task says so. */
function withOwnDeadline(outcome: ModuleOutcome, call: TaskCall): ModuleOutcome {
  const {
    frame: { chain, task },
    timeoutMs,
    run,
  } = call
  const isSaid = nearest(chain, 'timeout') !== undefined || (run.settings.taskTimeout ?? 0) > 0
  const isOwn = isSaid && outcome.undone !== undefined
  if (outcome.error?.code !== 'COMMAND_TIMED_OUT' || !isOwn) return outcome
  return { ...outcome, error: taskTimedOut(task.writtenAs ?? task.module, timeoutMs / 1000, task.at) }
}
