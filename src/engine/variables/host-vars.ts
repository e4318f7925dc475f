import { hostVars, LOCALHOST_NAMES } from '../../model/inventory-vars.ts'
import type { HostName, Inventory } from '../../model/inventory.ts'
import type { Vars } from '../../model/vars.ts'
import { HostRun } from '../host-run.ts'
import type { RunContext } from '../play-run.ts'
import { factVars } from './fact-vars.ts'
import { lazyVars } from './lazy-vars.ts'
import { LayeredScope } from './layered-scope.ts'
import { observed, written, type Layer } from './layer.ts'
import { identityVars } from './identity-vars.ts'

const known = new WeakMap<object, { readonly inventory: Inventory; readonly vars: Vars }>()

/**
 * Ansible's `hostvars`: what each host has of its own, by name; variables of plays and tasks are not among it. Nothing is
 * looked up or rendered before a template asks for that host and that name.
 */
export function hostvars(run: RunContext): Vars {
  const made = known.get(run.hosts)
  if (made?.inventory === run.inventory) return made.vars
  const vars = {}
  for (const name of run.inventory.hosts.keys()) define(vars, name, true, () => varsOf(name, run))
  for (const name of LOCALHOST_NAMES) {
    if (!run.inventory.hosts.has(name)) define(vars, name, false, () => varsOf(name, run))
  }
  known.set(run.hosts, { inventory: run.inventory, vars })
  return vars
}

function varsOf(name: HostName, run: RunContext): Vars {
  const host = run.hosts.get(name) ?? new HostRun(name, hostVars(run.inventory, name), run.factCache?.get(name))
  const layers: readonly Layer[] = [
    written(host.inventoryVars),
    observed(factVars(host, run)),
    observed(host.registered),
    written(run.settings.extraVars),
    observed(identityVars(host, run.inventory)),
  ]
  const scope = new LayeredScope(layers, run.deps.templater, run.inventory.mergesHashes)
  return lazyVars(scope, scope.names())
}

function define(target: object, name: string, enumerable: boolean, get: () => unknown): void {
  Object.defineProperty(target, name, { get, enumerable, configurable: true })
}
