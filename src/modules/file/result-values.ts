import type { Plan } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import type { PathState } from '../module-utils/path-state.ts'
import { valuesOf } from './kind-values.ts'

/** The plan with the return values that ansible-core gives: the path as it was asked for, and in check mode what is there now. */
export function withResultValues(plan: Plan, asked: string, state: PathState, checkMode: boolean): Plan {
  if (plan.values === undefined) return plan
  const values = checkMode && plan.kind === 'change' ? valuesUnchanged(plan.values, state) : plan.values
  return { ...plan, values: asAskedFor(values, asked, state.path) }
}

/** What check mode leaves as it is. */
function valuesUnchanged(values: Vars, { entry, target, realPath }: PathState): Vars {
  const names = ['path', 'dest', 'src'].filter((name) => name in values)
  const there = values['path'] === realPath ? (target ?? entry) : entry
  return { ...Object.fromEntries(names.map((name) => [name, values[name]])), ...valuesOf(there) }
}

/** Slashes at the end of a path are told again. */
function asAskedFor(values: Vars, asked: string, path: string): Vars {
  const slashes = path.endsWith('/') ? '' : (/\/+$/.exec(asked)?.[0] ?? '')
  if (slashes === '') return values
  const told = ['path', 'dest'].filter((name) => values[name] === path)
  return { ...values, ...Object.fromEntries(told.map((name) => [name, `${path}${slashes}`] as const)) }
}
