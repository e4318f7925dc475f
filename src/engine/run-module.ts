import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Module } from '../model/module.ts'
import { OMIT } from '../model/omit.ts'
import type { Vars } from '../model/vars.ts'
import { moduleMissing, taskTimedOut } from './errors.ts'
import { nearest } from './inherited.ts'
import { refusesJob } from './jobs/job-errors.ts'
import { learnCredentials } from './learn-secrets.ts'
import { withDefaults } from './module-defaults.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { runControllerModule } from './run-controller-module.ts'
import { runRemoteModule } from './run-remote-module.ts'
import type { TaskCall } from './task-call.ts'
import { undefinedOption } from './undefined-option.ts'
import { taskArgs } from './variable-args.ts'

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

/** Rendered arguments, without those that came out as `omit`. */
function renderArgs(module: Module, call: TaskCall): Result<Vars, LongshoreError> {
  const { chain } = call.frame
  const given = taskArgs(call)
  if (!given.ok) return given
  const { own, fromVariable } = given.value
  const written = withDefaults({ ...fromVariable, ...own }, module, chain, call.scope, call.run.deps.templater)
  if (!written.ok) return written
  const args: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(written.value)) {
    const isData = Object.hasOwn(fromVariable, name) && !Object.hasOwn(own, name)
    const rendered =
      isData || module.untemplatedArgs.includes(name)
        ? ok(value)
        : call.run.deps.templater.renderDeep(value, call.scope)
    if (!rendered.ok) return err(rendered.error)
    const kept = withoutOmitted(rendered.value)
    if (kept === OMIT) continue
    const key = module.anyArgs === true ? call.run.deps.templater.render(name, call.scope) : ok(name)
    if (!key.ok) return err(key.error)
    args[String(key.value)] = kept
  }
  return ok(args)
}

function withoutOmitted(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== OMIT).map(withoutOmitted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== OMIT)
      .map(([key, item]) => [key, withoutOmitted(item)]),
  )
}
