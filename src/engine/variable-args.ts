import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { VARIABLE_ARGS } from '../model/variable-args.ts'
import type { Vars } from '../model/vars.ts'
import { argsNotAMap } from './keyword-errors.ts'
import type { TaskCall } from './task-call.ts'

export interface TaskArgs {
  /** As they are written, templates unresolved. */
  readonly own: Vars
  /** Those that a variable gives; they are data. */
  readonly fromVariable: Vars
}

/** The arguments of a task, those from a variable apart: an own one wins over them (Ansible). */
export function taskArgs(call: TaskCall): Result<TaskArgs, LongshoreError> {
  const { task } = call.frame
  const { [VARIABLE_ARGS]: template, ...own } = task.args
  if (template === undefined) return ok({ own: task.args, fromVariable: {} })
  const given = call.run.deps.templater.renderDeep(template, call.scope)
  if (!given.ok) return given
  const { value } = given
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return err(argsNotAMap(value, task.at))
  return ok({ own, fromVariable: Object.fromEntries(Object.entries(value)) })
}
