import { randomBytes } from 'node:crypto'
import pLimit from 'p-limit'
import { hostVars, isImplicitLocalhost } from '../model/inventory-vars.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import type { Vars } from '../model/vars.ts'
import type { FactCache } from '../ports/fact-cache.ts'
import type { EngineDeps, RunSettings, RunSignals } from './engine-deps.ts'
import { HostRun } from './host-run.ts'
import { LiveInventory } from './inventory/live-inventory.ts'
import { HostLocks } from './locks/host-locks.ts'
import type { RunContext } from './play-run.ts'
import { StartAt } from './start-at.ts'
import { StepByStep } from './step-by-step.ts'

interface ContextRequest {
  readonly inventory: Inventory
  readonly settings: RunSettings
  readonly signals: RunSignals
}

/** What all plays of a run share: its hosts, its inventory as it is by now, and what went wrong beside any host. */
export function runContext(
  request: ContextRequest,
  deps: EngineDeps,
  lines: Pick<RunContext, 'connections' | 'readAhead'>,
): RunContext {
  const live = new LiveInventory(request.inventory, deps.inventorySources)
  const hosts = new Map<HostName, HostRun>()
  const { factCache: kept } = request.settings
  const factCache = kept === undefined ? undefined : deps.openFactCache?.(kept)
  if (request.settings.flushCache === true) for (const name of live.current.hosts.keys()) factCache?.delete(name)
  let tasks = 0
  let changes = 0
  const process = randomBytes(3).toString('hex')
  const context: RunContext = {
    deps,
    settings: request.settings,
    signals: request.signals,
    get inventory() {
      return live.current
    },
    liveInventory: live,
    ...lines,
    locks: locksOf(request.settings, deps),
    factCache,
    jobs: new Map(),
    startAt: new StartAt(request.settings.startAtTask),
    steps: new StepByStep(deps.step),
    hosts,
    hostRun: (name) => hostRun(name, live.current, hosts, factCache),
    limit: pLimit(request.settings.forks),
    nextTaskId: () => `t${++tasks}`,
    nextChange: () => `${process}-${++changes}`,
    errors: [],
    reservedTold: new Set(),
    async settleInventory(how) {
      const settled = await (how === 'reload' ? live.reload() : live.settle())
      if (!settled.ok) context.errors.push(settled.error)
      else if (settled.value) for (const host of hosts.values()) host.inventoryVars = varsOf(host.name, live.current)
    },
  }
  return context
}

/** A check changes nothing, and locks nothing. */
function locksOf({ locks, checkMode }: RunSettings, deps: EngineDeps): HostLocks | undefined {
  if (deps.lockParty === undefined || locks === undefined || locks.mode === 'off' || checkMode) return undefined
  return new HostLocks(deps.lockParty, deps)
}

function hostRun(
  name: HostName,
  inventory: Inventory,
  hosts: Map<HostName, HostRun>,
  factCache: FactCache | undefined,
): HostRun {
  const known = hosts.get(name)
  if (known !== undefined) return known
  const host = new HostRun(name, varsOf(name, inventory), factCache?.get(name))
  hosts.set(name, host)
  return host
}

/** A host that the inventory does not have has the variables of all hosts, as Ansible gives it. */
function varsOf(name: HostName, inventory: Inventory): Vars {
  const known = inventory.hosts.has(name) || isImplicitLocalhost(inventory, name)
  return known ? hostVars(inventory, name) : (inventory.groups.get('all')?.vars ?? {})
}
