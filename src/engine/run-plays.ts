import pLimit from 'p-limit'
import { formatPosition } from '../base/source-position.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import { hostVars, isImplicitLocalhost } from '../model/inventory-vars.ts'
import type { Playbook } from '../model/playbook.ts'
import type { HostRecap } from '../model/recap.ts'
import type { Vars } from '../model/vars.ts'
import { Connections } from './connections.ts'
import type { EngineDeps, RunSettings, RunSignals } from './engine-deps.ts'
import { HostRun } from './host-run.ts'
import { orderedHosts } from './order-hosts.ts'
import type { RunContext } from './play-run.ts'
import { runPlay } from './run-play.ts'

export interface PlaysRequest {
  readonly playbooks: readonly Playbook[]
  readonly inventory: Inventory
  /** The hosts of each play, by `hosts:` and the limit, in order; one entry a play over all playbooks. */
  readonly hostsOfPlays: readonly (readonly HostName[])[]
  readonly settings: RunSettings
  readonly signals: RunSignals
}

/**
 * Runs plays one after the other. A host that failed or was unreachable takes no part in later plays; a halted play
 * ends the run. Every connection is closed when this resolves.
 */
export async function runPlays(request: PlaysRequest, deps: EngineDeps): Promise<ReadonlyMap<HostName, HostRecap>> {
  const connections = new Connections(deps.connector, request.settings.mostConnections)
  const hosts = new Map<HostName, HostRun>()
  const context = runContext(request, deps, connections, hosts)
  const ofPlays = new Set<HostRun>()
  try {
    await inOrder(request, context, ofPlays)
  } finally {
    await connections.closeAll()
  }
  return new Map([...ofPlays].map((host) => [host.name, host.recap()]))
}

/** Every host that a play names comes into `ofPlays`. */
async function inOrder(request: PlaysRequest, context: RunContext, ofPlays: Set<HostRun>): Promise<void> {
  const plays = request.playbooks.flatMap((playbook) =>
    playbook.plays.map((play) => ({ play, playbookPath: playbook.path })),
  )
  let halted: string | undefined
  for (const [index, { play, playbookPath }] of plays.entries()) {
    const playHosts = (request.hostsOfPlays[index] ?? []).map((name) => context.hostRun(name))
    for (const host of playHosts) ofPlays.add(host)
    halted ??= request.signals.starting.aborted ? 'interrupted' : undefined
    const reason = halted ?? (playHosts.length === 0 ? 'no hosts matched' : undefined)
    const good = playHosts.filter((host) => !host.isBad)
    if (reason !== undefined || good.length === 0) {
      context.deps.emit({ type: 'play-skipped', play: play.name, reason: reason ?? 'no hosts are left' })
      if (halted !== undefined) for (const host of good) host.notAttempted ??= `not attempted: ${halted}`
      continue
    }
    const turns = orderedHosts(play, good, context)
    if (!turns.ok) {
      context.deps.emit({ type: 'warning', message: turns.error.message, at: formatPosition(play.at) })
      halted = turns.error.message
    } else halted = await runPlay({ play, playbookPath, hosts: good, turns: turns.value, allHosts: playHosts }, context)
  }
}

function hostRun(name: HostName, inventory: Inventory, hosts: Map<HostName, HostRun>): HostRun {
  const known = hosts.get(name)
  if (known !== undefined) return known
  const host = new HostRun(name, varsOf(name, inventory))
  hosts.set(name, host)
  return host
}

/** A host that the inventory does not have has the variables of all hosts, as Ansible gives it. */
function varsOf(name: HostName, inventory: Inventory): Vars {
  const known = inventory.hosts.has(name) || isImplicitLocalhost(inventory, name)
  return known ? hostVars(inventory, name) : (inventory.groups.get('all')?.vars ?? {})
}

function runContext(
  request: PlaysRequest,
  deps: EngineDeps,
  connections: Connections,
  hosts: Map<HostName, HostRun>,
): RunContext {
  let tasks = 0
  return {
    deps,
    settings: request.settings,
    signals: request.signals,
    inventory: request.inventory,
    connections,
    hosts,
    hostRun: (name) => hostRun(name, request.inventory, hosts),
    limit: pLimit(request.settings.forks),
    nextTaskId: () => `t${++tasks}`,
  }
}
