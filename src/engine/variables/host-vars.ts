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
import { runVars } from './run-vars.ts'

interface Known {
  readonly inventory: Inventory
  readonly playbookPath: string
  readonly vars: Vars
}

const known = new WeakMap<object, Known>()

/**
 * Ansible's `hostvars`: what each host has of its own, by name, and what is said of the run; variables of plays and tasks
 * are not among it. An implicit localhost is the last of them. Nothing is looked up or rendered before a template asks for that host and that name.
 */
export function hostvars(run: RunContext, playbookPath: string): Vars {
  const made = known.get(run.hosts)
  if (made?.inventory === run.inventory && made.playbookPath === playbookPath) return made.vars
  const vars = {}
  const ofRun = runVars(run, playbookPath)
  for (const name of run.inventory.hosts.keys()) define(vars, name, true, () => varsOf(name, run, ofRun))
  for (const name of LOCALHOST_NAMES) {
    if (!run.inventory.hosts.has(name)) define(vars, name, name === 'localhost', () => varsOf(name, run, ofRun))
  }
  known.set(run.hosts, { inventory: run.inventory, playbookPath, vars })
  return vars
}

function varsOf(name: HostName, run: RunContext, ofRun: Vars): Vars {
  const host = run.hosts.get(name) ?? new HostRun(name, hostVars(run.inventory, name), run.factCache?.get(name))
  const layers: readonly Layer[] = [
    written(host.inventoryVars),
    observed(factVars(host, run)),
    observed(host.registered),
    written(run.settings.extraVars),
    observed(identityVars(host, run.inventory)),
    observed(ofRun),
  ]
  const scope = new LayeredScope(layers, run.deps.templater, run.inventory.mergesHashes)
  return lazyVars(scope, scope.names())
}

function define(target: object, name: string, enumerable: boolean, get: () => unknown): void {
  Object.defineProperty(target, name, { get, enumerable, configurable: true })
}
