import type { Vars } from '../../model/vars.ts'
import type { LayeredScope } from './layered-scope.ts'

/**
 * All variables of a scope as one map, each resolved when it is asked for and not before. One that needs what only a play
 * has is undefined, as in Ansible; another error is thrown, and caught where the task ends.
 */
export function lazyVars(scope: LayeredScope, names: Iterable<string>): Vars {
  const vars = {}
  for (const name of names) {
    Object.defineProperty(vars, name, { get: () => valueOf(scope, name), enumerable: true, configurable: true })
  }
  return vars
}

function valueOf(scope: LayeredScope, name: string): unknown {
  const value = scope.get(name)
  if (value.ok) return value.value
  if (value.error.code === 'VARIABLE_UNDEFINED') return undefined
  throw value.error
}
