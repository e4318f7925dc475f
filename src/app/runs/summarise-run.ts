import type { ChangedFile } from '../../model/changed-file.ts'
import type { HostName } from '../../model/inventory.ts'
import type { HostRecap } from '../../model/recap.ts'
import type { RunAuthor } from '../../model/run-event/run-author.ts'
import type { NumberedEvent, RunEvent } from '../../model/run-event/run-event.ts'
import type { JournalChain, KeptRun, RunOwner } from '../../ports/run-store.ts'

/** `dead`: its process is gone, and the journal has no end. */
export type RunState = 'running' | 'ok' | 'failed' | 'interrupted' | 'dead'

/** A run as its journal tells of it. */
export interface RunSummary {
  readonly run: string
  readonly state: RunState
  readonly started?: string
  readonly finished?: string
  readonly by?: RunAuthor
  readonly playbooks: readonly string[]
  readonly checksums: Readonly<Record<string, string>>
  readonly check: boolean
  readonly hosts: Readonly<Record<HostName, HostSummary>>
  readonly inFlight: readonly InFlight[]
  /** In order; a file that several tasks changed comes several times. */
  readonly files: readonly FileSummary[]
  /** What it waits for a person to say. */
  readonly waitsFor?: string
  readonly approvals: readonly ApprovalSummary[]
  /** Hosts that were not told that their transaction is over, and what is known of them. In order. */
  readonly guards: readonly GuardSummary[]
  readonly events: number
  readonly journal: string
  readonly torn: boolean
  readonly chain: JournalChain
  readonly owner?: RunOwner
}

export type HostSummary = Pick<HostRecap, 'changed' | 'failed' | 'unreachable' | 'rollback' | 'notAttempted'>

/** Steps that began and of which nothing more was written: the host may have them done, in part or not at all. */
export interface InFlight {
  readonly host: HostName
  readonly task: string
  readonly steps: readonly string[]
}

/** What a task made of a file of a host, and when. */
export interface FileSummary extends Omit<ChangedFile, 'diff'> {
  readonly host: HostName
  readonly time: string
}

/** Of a host that was left to its guard, or whose guard was faster. */
export interface GuardSummary {
  readonly host: HostName
  readonly message: string
  readonly time: string
}

export interface ApprovalSummary {
  readonly play: string
  readonly stage: number
  readonly approved: boolean
  readonly by?: string
  readonly time: string
}

export function summariseRun({ run, journal, owner }: KeptRun): RunSummary {
  const { events, path, torn, chain } = journal
  const begun = events.find((event) => event.type === 'run-started')
  const last = events.findLast((event) => event.type === 'run-finished' || event.type === 'run-resumed')
  const waitsFor = waitedFor(events)
  const ended = last?.type === 'run-finished' ? last : undefined
  return {
    run,
    state: stateOf(ended, owner),
    ...(begun === undefined ? {} : { started: begun.time }),
    ...(ended === undefined ? {} : { finished: ended.time }),
    ...(begun?.by === undefined ? {} : { by: begun.by }),
    files: filesOf(events),
    playbooks: begun?.playbooks ?? [],
    checksums: begun?.checksums ?? {},
    check: begun?.check ?? false,
    hosts: ended?.hosts ?? countedSoFar(events),
    inFlight: ended === undefined ? inFlight(events) : [],
    ...(waitsFor === undefined ? {} : { waitsFor }),
    approvals: events.flatMap((event) => (event.type === 'approval-given' ? [approvalOf(event)] : [])),
    guards: events.flatMap(guardsOf),
    events: events.length,
    journal: path,
    torn,
    chain,
    ...(owner === undefined ? {} : { owner }),
  }
}

function guardsOf(event: NumberedEvent): readonly GuardSummary[] {
  if (event.type === 'left-to-guard') {
    const message = `could not be told that its transaction is over: its guard puts it back at ${event.until}`
    return [{ host: event.host, message, time: event.time }]
  }
  if (event.type !== 'guard-fired') return []
  return [{ host: event.host, message: event.error.message, time: event.time }]
}

function approvalOf({ play, stage, approved, by, time }: Extract<NumberedEvent, { type: 'approval-given' }>) {
  return { play, stage, approved, time, ...(by === undefined ? {} : { by }) }
}

/** An approval or the end of a pause, where nothing happened since. */
function waitedFor(events: readonly RunEvent[]): string | undefined {
  const last = events.at(-1)
  if (last?.type === 'run-paused') return `paused by ${last.by}`
  return last?.type === 'approval-awaited'
    ? `waits for an approval after stage ${last.stage}: ${last.reason}`
    : undefined
}

function stateOf(
  ended: Extract<RunEvent, { type: 'run-finished' }> | undefined,
  owner: RunOwner | undefined,
): RunState {
  if (ended === undefined) return owner?.isAlive === true ? 'running' : 'dead'
  if (ended.interrupted) return 'interrupted'
  const isBad = (host: HostRecap) => host.failed > 0 || host.unreachable > 0 || host.notAttempted !== undefined
  return ended.errors.length > 0 || Object.values(ended.hosts).some(isBad) ? 'failed' : 'ok'
}

function countedSoFar(events: readonly RunEvent[]): Readonly<Record<HostName, HostSummary>> {
  const hosts = new Map<HostName, { changed: number; failed: number; unreachable: number }>()
  for (const event of events) {
    if (event.type === 'play-started') {
      for (const host of event.hosts) if (!hosts.has(host)) hosts.set(host, { changed: 0, failed: 0, unreachable: 0 })
    }
    const counts = event.type === 'task-finished' && event.replayed !== true ? hosts.get(event.host) : undefined
    if (event.type !== 'task-finished' || counts === undefined || event.result.ignored === true) continue
    const { status } = event.result
    if (status === 'changed' || status === 'failed' || status === 'unreachable') counts[status]++
  }
  return Object.fromEntries(hosts)
}

function inFlight(events: readonly RunEvent[]): readonly InFlight[] {
  const names = new Map<string, string>()
  const open = new Map<string, InFlight>()
  for (const event of events) {
    if (event.type === 'task-started') names.set(event.task.id, event.task.name)
    if (event.type === 'steps-started') {
      const task = names.get(event.task) ?? event.task
      open.set(`${event.host} ${event.task}`, { host: event.host, task, steps: event.steps })
    }
    if (event.type === 'task-finished') open.delete(`${event.host} ${event.task}`)
  }
  return [...open.values()]
}

function filesOf(events: readonly NumberedEvent[]): readonly FileSummary[] {
  return events.flatMap((event) =>
    event.type === 'files-changed'
      ? event.files.map(({ diff: _diff, ...file }) => ({ host: event.host, time: event.time, ...file }))
      : [],
  )
}
