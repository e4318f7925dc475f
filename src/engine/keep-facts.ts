import { combineVars } from '../model/combine-vars.ts'
import type { Vars } from '../model/vars.ts'
import type { HostRun } from './host-run.ts'
import type { ModuleOutcome } from './module-outcome.ts'
import type { RunContext } from './play-run.ts'
import { restrictedNames } from './restricted-facts.ts'

/**
 * Keeps for hosts what a module found. `set_fact` sets variables, and with `cacheable` facts besides; what `include_vars`
 * read is lower than both; any other `ansible_facts` are facts (Ansible: plugins/strategy/__init__.py).
 */
export function keepFacts(outcome: ModuleOutcome, hosts: readonly HostRun[], run: RunContext): void {
  const found = outcome.values['ansible_facts']
  for (const host of hosts) {
    if (outcome.setFacts !== undefined) {
      Object.assign(host.registered, outcome.setFacts)
      if (outcome.cacheFacts === true) addFacts(host, outcome.setFacts, run)
    } else if (outcome.fileVars !== undefined) {
      host.includedVars = combineVars([host.includedVars, outcome.fileVars], run.inventory.mergesHashes)
    } else if (typeof found === 'object' && found !== null) addFacts(host, found as Vars, run)
  }
  if (outcome.setFacts === undefined && typeof found === 'object' && found !== null) tellRestricted(found as Vars, run)
}

/** In the words of Ansible (vars/clean.py). */
function tellRestricted(facts: Vars, { deps }: RunContext): void {
  for (const name of restrictedNames(facts)) {
    deps.emit({ type: 'warning', message: `Removed restricted key from module data: ${name}` })
  }
}

function addFacts(host: HostRun, facts: Vars, { factCache }: RunContext): void {
  Object.assign(host.facts, facts)
  factCache?.set(host.name, host.facts)
}

/** Facts are forgotten, those of earlier runs too (`meta: clear_facts`). */
export function clearFacts(hosts: readonly HostRun[], { factCache }: RunContext): void {
  for (const host of hosts) {
    host.facts = {}
    factCache?.delete(host.name)
  }
}
