import { isDeepStrictEqual } from 'node:util'
import type { RemoteModule } from '../../model/module.ts'
import type { Task } from '../../model/playbook.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import type { RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import { isSameUser } from '../../ports/is-same-user.ts'
import { identity } from '../connections.ts'
import { factCommands } from '../gather-facts.ts'
import { type KeywordChain, nearest } from '../inherited.ts'
import { prepareCall } from '../prepare-call.ts'
import { renderArgs } from '../render-args.ts'
import { optionsFor } from '../run-options.ts'
import { isSelected } from '../select-tags.ts'
import { tagsOfTask } from '../tags-of-task.ts'
import { targetOfCall } from '../target-of-call.ts'
import type { TaskCall } from '../task-call.ts'
import { taskScope } from '../variables/task-scope.ts'
import { nothingOfController } from './nothing-of-controller.ts'

/** What a later task of the same host will ask, as far as can be told by now. */
export interface NextFacts {
  readonly task: Task
  readonly commands: readonly RemoteCommand[]
  readonly options: RunOptions
}

/**
 * Undefined where the task may not run, or not over the same line as the same user, or where its arguments cannot be had yet:
 * they name a result that is still to come, a lookup, or a file of the controller.
 */
export async function factsOfNext(
  task: Task,
  call: TaskCall,
  target: ConnectionTarget,
): Promise<NextFacts | undefined> {
  const { frame: before, host, run } = call
  const chain = [...before.chain.slice(0, -1), task]
  const module = fileModule(task, call)
  if (module === undefined || !isPlain(task, chain) || !isCertain(task, call)) return undefined
  const frame = { task, chain, id: before.id }
  if (!isSelected(tagsOfTask(frame, [host], run), run.settings.tags)) return undefined
  const next = prepareCall(frame, host, run, taskScope(host, chain, run).tentative())
  if (!next.ok || !isSamePlace(next.value, call, target)) return undefined
  const args = renderArgs(module, next.value)
  if (!args.ok) return undefined
  const bound = await module.bind(args.value, nothingOfController(next.value))
  if (!bound.ok) return undefined
  const commands = factCommands(bound.value.facts)
  return commands.length === 0 ? undefined : { task, commands, options: optionsFor(next.value, 0) }
}

/** The module of a task, where it does no more to a host than to look at files or to change some. */
export function fileModule(task: Task, { run }: TaskCall): RemoteModule | undefined {
  const module = run.deps.modules.get(task.module)
  return module?.kind === 'remote' && module.touches !== undefined ? module : undefined
}

/** It runs on each host, there, and once. */
export function isPlain(task: Task, chain: KeywordChain): boolean {
  const isOnce = task.loop === undefined && task.until.length === 0 && task.async === undefined
  const isHere = nearest(chain, 'delegateTo') === undefined && nearest(chain, 'runOnce') === undefined
  return isOnce && isHere
}

/** Without a condition of its own, nor anything that is warned of where it cannot be rendered. */
function isCertain({ when, environment, tags }: Task, { run }: TaskCall): boolean {
  const { templater } = run.deps
  return when.length === 0 && environment.length === 0 && !tags.some((tag) => templater.hasTemplate(tag))
}

function isSamePlace(next: TaskCall, call: TaskCall, target: ConnectionTarget): boolean {
  const there = targetOfCall(next)
  return (
    there.ok &&
    identity(there.value) === identity(target) &&
    isSameUser(next.become, call.become) &&
    isDeepStrictEqual(next.environment, call.environment)
  )
}
