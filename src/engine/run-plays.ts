import pLimit from 'p-limit'
import type { HostName, Inventory } from '../model/inventory.ts'
import { hostVars } from '../model/inventory-vars.ts'
import type { Playbook } from '../model/playbook.ts'
import type { HostRecap } from '../model/recap.ts'
import { Connections } from './connections.ts'
import type { EngineDeps, RunSettings, RunSignals } from './engine-deps.ts'
import { HostRun } from './host-run.ts'
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
  const connections = new Connections(deps.connector)
  const hosts = new Map<HostName, HostRun>()
  const context = runContext(request, deps, connections, hosts)
  try {
    await inOrder(request, context, hosts)
  } finally {
    await connections.closeAll()
  }
  return new Map([...hosts].map(([name, host]) => [name, host.recap()]))
}

async function inOrder(request: PlaysRequest, context: RunContext, hosts: Map<HostName, HostRun>): Promise<void> {
  const plays = request.playbooks.flatMap((playbook) =>
    playbook.plays.map((play) => ({ play, playbookPath: playbook.path })),
  )
  let halted: string | undefined
  for (const [index, { play, playbookPath }] of plays.entries()) {
    const playHosts = (request.hostsOfPlays[index] ?? []).map((name) => hostRun(name, request.inventory, hosts))
    halted ??= request.signals.starting.aborted ? 'interrupted' : undefined
    const reason = halted ?? (playHosts.length === 0 ? 'no hosts matched' : undefined)
    const good = playHosts.filter((host) => !host.isBad)
    if (reason !== undefined || good.length === 0) {
      context.deps.emit({ type: 'play-skipped', play: play.name, reason: reason ?? 'no hosts are left' })
      if (halted !== undefined) for (const host of good) host.notAttempted ??= `not attempted: ${halted}`
      continue
    }
    halted = await runPlay({ play, playbookPath, hosts: good, allHosts: playHosts }, context)
  }
}

function hostRun(name: HostName, inventory: Inventory, hosts: Map<HostName, HostRun>): HostRun {
  const known = hosts.get(name)
  if (known !== undefined) return known
  const host = new HostRun(name, inventory.hosts.has(name) ? hostVars(inventory, name) : {})
  hosts.set(name, host)
  return host
}

function runContext(
  request: PlaysRequest,
  deps: EngineDeps,
  connections: Connections,
  hosts: RunContext['hosts'],
): RunContext {
  let tasks = 0
  return {
    deps,
    settings: request.settings,
    signals: request.signals,
    inventory: request.inventory,
    connections,
    hosts,
    limit: pLimit(request.settings.forks),
    nextTaskId: () => `t${++tasks}`,
  }
}
