import type { Vars } from '../../model/vars.ts'
import { withoutRestricted } from '../restricted-facts.ts'
import type { HostRun } from '../host-run.ts'
import type { RunContext } from '../play-run.ts'

/** Facts as variables of their own: all of them, or with `inject_facts_as_vars = false` only those that a host sets itself. */
export function factVars({ facts }: HostRun, { settings }: Pick<RunContext, 'settings'>): Vars {
  if (settings.factsAreNoVars !== true) return withoutRestricted(facts)
  return 'ansible_local' in facts ? { ansible_local: facts['ansible_local'] } : {}
}
