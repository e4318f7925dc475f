import { err } from '../base/result.ts'
import type { ControllerModule } from '../model/controller-module.ts'
import type { Vars } from '../model/vars.ts'
import { evaluated } from './conditions.ts'
import { firstOf } from './errors.ts'
import { filesOf } from './files-of-task.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import type { TaskCall } from './task-call.ts'
import { failureText } from './task-results.ts'

/** Calls a module that acts on the controller: no connection is opened for it. */
export async function runControllerModule(
  module: ControllerModule,
  args: Vars,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const { deps, settings, signals } = call.run
  const outcome = await module.run(args, {
    host: call.host.name,
    checkMode: call.checkMode,
    verbosity: settings.verbosity,
    evaluate: (expression) => evaluated(expression, call.scope, deps.templater),
    render: (text) => deps.templater.render(text, call.scope),
    isNative: deps.templater.isNative === true,
    told: (error) => failureText(error, call.frame.task.at, call.run),
    controller: filesOf(call),
    loadVars: async (path) => {
      const vars = await deps.loadVarsFile(path)
      return vars.ok ? vars : err(firstOf(vars.error))
    },
    now: () => deps.clock.now(),
    tellPause: ({ prompt, ...pause }) => {
      const asked = prompt === undefined || call.noLog ? {} : { prompt }
      deps.emit({ type: 'paused', task: call.frame.id, ...pause, ...asked })
    },
    warn: (message) => deps.emit({ type: 'warning', message }),
    sleep: (ms, until) =>
      deps.clock.sleep(ms, until === undefined ? signals.starting : AbortSignal.any([signals.starting, until])),
    awaitAnswer: (text, { echo, ...pause }) => {
      const isUntold = call.noLog && pause.until === undefined
      return deps.prompt(text, isUntold ? { echo } : { echo, pause })
    },
  })
  const quiet = outcome.quiet === undefined ? {} : { quiet: outcome.quiet }
  if (outcome.failed !== undefined) {
    const untried = outcome.isUntried === true ? { isUntried: true } : {}
    return { ...outcomeOfError(outcome.failed, outcome.values), ...quiet, ...untried }
  }
  return {
    ...quiet,
    ...(outcome.isSecret === true ? { isSecret: true } : {}),
    kind: outcome.skipped === true ? 'skipped' : 'done',
    changed: outcome.changed,
    values: outcome.values,
    ...(outcome.facts === undefined ? {} : { setFacts: outcome.facts }),
    ...(outcome.cacheable === true ? { cacheFacts: true } : {}),
    ...(outcome.fileVars === undefined ? {} : { fileVars: outcome.fileVars }),
    ...(outcome.addition === undefined ? {} : { addition: outcome.addition }),
    ...(outcome.request === undefined ? {} : { request: outcome.request }),
  }
}
