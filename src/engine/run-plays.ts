import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import type { Play, Playbook } from '../model/playbook.ts'
import type { HostRecap } from '../model/recap.ts'
import { Connections } from './connections.ts'
import type { EngineDeps, RunSettings, RunSignals } from './engine-deps.ts'
import type { HostRun } from './host-run.ts'
import { withLocks } from './locks/keep-locks.ts'
import { orderedHosts } from './order-hosts.ts'
import type { RunContext } from './play-run.ts'
import { ReadAhead } from './read-ahead/read-ahead.ts'
import { readyPlay } from './ready-play.ts'
import { tellReservedNames } from './reserved-names.ts'
import { runContext } from './run-context.ts'
import { runPlay } from './run-play.ts'
import { hostsScope } from './variables/hosts-scope.ts'

export interface PlaysRequest {
  readonly playbooks: readonly Playbook[]
  readonly inventory: Inventory
  readonly settings: RunSettings
  readonly signals: RunSignals
}

export interface PlaysOutcome {
  readonly hosts: ReadonlyMap<HostName, HostRecap>
  /** What went wrong beside any host. */
  readonly errors: readonly LongshoreError[]
}

/**
 * Runs plays one after the other. A host that failed or was unreachable takes no part in later plays; a halted play
 * ends the run. Every connection is closed when this resolves.
 */
export async function runPlays(request: PlaysRequest, deps: EngineDeps): Promise<PlaysOutcome> {
  const readAhead = new ReadAhead(deps.clock)
  const connections = new Connections(readAhead.watching(deps.connector), request.settings.mostConnections)
  const context = runContext(request, deps, { connections, readAhead })
  const ofPlays = new Set<HostRun>()
  try {
    await withLocks(context, () => inOrder(request, context, ofPlays))
  } finally {
    await connections.closeAll()
  }
  return { hosts: new Map([...ofPlays].map((host) => [host.name, host.recap()])), errors: context.errors }
}

/** Every host that a play names comes into `ofPlays`. */
async function inOrder(request: PlaysRequest, context: RunContext, ofPlays: Set<HostRun>): Promise<void> {
  const plays = request.playbooks.flatMap((playbook) =>
    playbook.plays.map((play, index) => ({
      play,
      playbookPath: play.path ?? playbook.path,
      opens: index === 0 ? playbook : undefined,
    })),
  )
  const told = new Set<string>()
  let halted: string | undefined
  for (const [index, { play: written, playbookPath, opens }] of plays.entries()) {
    if (opens !== undefined && halted === undefined) tellPlaybook(opens, context)
    const ready = halted === undefined ? await readyPlay(written, context) : ok(written)
    if (!ready.ok) {
      context.deps.emit({ type: 'play-skipped', play: written.name, reason: ready.error.message })
      halted = refused(ready.error, context)
      continue
    }
    const play = ready.value
    if (halted === undefined) tellReservedNames(play, context)
    const matched = hostsOf(play, context, halted === undefined ? told : undefined)
    const playHosts = matched.ok ? matched.value : []
    for (const host of playHosts) ofPlays.add(host)
    halted ??= request.signals.starting.aborted ? 'interrupted' : undefined
    const reason = halted ?? (playHosts.length === 0 ? 'no hosts matched' : undefined)
    const good = playHosts.filter((host) => !host.isBad)
    if (reason !== undefined || good.length === 0) {
      if (matched.ok)
        context.deps.emit({ type: 'play-skipped', play: play.name, reason: reason ?? 'no hosts are left' })
      if (halted !== undefined) for (const host of good) host.notAttempted ??= `not attempted: ${halted}`
      else if (!matched.ok) halted = refused(matched.error, context)
      continue
    }
    const isLastPlay = index === plays.length - 1
    const turns = orderedHosts(play, play.rollout === undefined ? playHosts : good, context)
    halted = turns.ok
      ? await runPlay({ play, playbookPath, isLastPlay, hosts: good, turns: turns.value, allHosts: playHosts }, context)
      : refused(turns.error, context)
  }
  if (context.startAt.isPending) context.deps.emit({ type: 'warning', message: noSuchTask(context) })
}

function tellPlaybook({ path, plays }: Playbook, { deps }: RunContext): void {
  deps.emit({ type: 'playbook-started', path, plays: plays.length })
}

/** In the words of Ansible (executor/playbook_executor.py). */
function noSuchTask({ settings }: RunContext): string {
  return `No matching task "${settings.startAtTask ?? ''}" found. Note: --start-at-task can only follow static includes.`
}

/** A play that cannot begin ends the run. */
function refused(error: LongshoreError, context: RunContext): string {
  context.errors.push(error)
  return error.message
}

/**
 * Which hosts a play has is decided when it begins: an earlier one may have added them. Each warning is given once, and
 * none, without `told`, for a play that never begins.
 */
function hostsOf(
  play: Play,
  context: RunContext,
  told: Set<string> | undefined,
): Result<readonly HostRun[], LongshoreError> {
  const matched = context.deps.matchHosts(play, context.inventory, hostsScope(play, context))
  if (!matched.ok) return err(matched.error)
  for (const message of matched.value.warnings) {
    if (told?.has(message) === false) context.deps.emit({ type: 'warning', message })
    told?.add(message)
  }
  return ok(matched.value.hosts.map((name) => context.hostRun(name)))
}
