import type { Vars } from '../../model/vars.ts'
import type { TaskCall } from '../task-call.ts'
import { observed } from './layer.ts'
import type { LayeredScope } from './layered-scope.ts'

/** Conditions on a result (`until`, `changed_when`, `failed_when`) see it under its `register` name. */
export function resultScope(call: TaskCall, values: Vars): LayeredScope {
  const { register } = call.frame.task
  return register === undefined ? call.scope : call.scope.with(observed({ [register]: values }))
}
