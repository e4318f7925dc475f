import type { ErrorCode } from '../../base/error-code.ts'
import type { Gate } from '../../model/rollout.ts'
import type { TaskItem } from '../../model/playbook.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { askMetrics } from './ask-metrics.ts'
import type { StageOutcome } from './judge-stage.ts'
import type { StageRun } from './stage-run.ts'

export type GateVerdict =
  { readonly outcome: 'passed' } | { readonly outcome: 'failed' | 'inconclusive'; readonly reason: string }

type Seen = Pick<StageOutcome, 'failedGates' | 'inconclusive'>

/**
 * Looks at the good hosts of a stage, gate by gate: all gates are tried, whatever one of them says. What gates do to a host is not part of the rollout:
 * it stays when the host is put back. A host that fails a gate counts in the failure budget.
 */
export async function runGates(stageRun: StageRun, gates: readonly Gate[]): Promise<Seen> {
  const { run, stage } = stageRun
  const inconclusive: string[] = []
  const failedGates: string[] = []
  const resume = run.batch.map((host) => host.undoLog.suspend())
  for (const gate of gates) {
    const hosts = run.batch.filter((host) => host.isActive)
    if (hosts.length === 0) break
    const verdict = await tryGate(gate, hosts, stageRun)
    if (run.signals.starting.aborted) break
    const name = nameOf(gate)
    run.deps.emit({ type: 'gate-finished', play: run.play.name, stage: stage.number, gate: name, ...verdict })
    if (verdict.outcome === 'inconclusive') inconclusive.push(`the gate '${name}' is unclear: ${verdict.reason}`)
    if (verdict.outcome === 'failed' && gate.kind === 'metrics') {
      failedGates.push(`the gate '${name}' did not pass: ${verdict.reason}`)
    }
  }
  for (const each of resume) each()
  return { failedGates, inconclusive }
}

function nameOf(gate: Gate): string {
  if (gate.kind === 'metrics') return gate.gate.name
  const { item } = gate
  return item.name ?? (item.kind === 'task' ? item.module : 'block')
}

async function tryGate(gate: Gate, hosts: readonly HostRun[], { run }: StageRun): Promise<GateVerdict> {
  const [first] = hosts
  if (gate.kind === 'metrics' && first !== undefined) return askMetrics(gate.gate, first, run)
  return gate.kind === 'tasks' ? tryOn(hosts, gate.item, run) : { outcome: 'passed' }
}

async function tryOn(hosts: readonly HostRun[], item: TaskItem, run: PlayRun): Promise<GateVerdict> {
  const looks = hosts.map(looksAt)
  const { halted } = run
  await run.runItems([item], hosts, [run.play], run)
  run.halted = halted
  const failed = hosts.filter((host) => host.isBad)
  const unclear = failed.filter(isUnclear)
  for (const host of unclear) host.standing = 'active'
  if (failed.length > unclear.length)
    return { outcome: 'failed', reason: failedOn(failed.filter((host) => host.isBad)) }
  const [first] = unclear
  if (first !== undefined) return { outcome: 'inconclusive', reason: messageOf(first) }
  const isSeen = hosts.some((host, index) => looksAt(host) > (looks[index] ?? 0))
  return isSeen ? { outcome: 'passed' } : { outcome: 'inconclusive', reason: 'it was skipped on every host' }
}

/** Results of tasks that did something on the host. */
function looksAt(host: HostRun): number {
  const { ok, failed, unreachable } = host.recap()
  return ok + failed + unreachable
}

/** The question itself was wrong, or had no answer in its time: that says nothing about the host. */
const UNCLEAR: ReadonlySet<ErrorCode> = new Set([
  'TEMPLATE_INVALID',
  'VARIABLE_UNDEFINED',
  'MODULE_ARGS_INVALID',
  'COMMAND_TIMED_OUT',
])

function isUnclear(host: HostRun): boolean {
  const code = host.lastFailure?.result.error?.code
  return host.standing === 'failed' && code !== undefined && UNCLEAR.has(code)
}

function failedOn(hosts: readonly HostRun[]): string {
  const [first] = hosts
  const names = hosts.map((host) => host.name).join(', ')
  return first === undefined ? '' : `it failed on ${names}: ${messageOf(first)}`
}

function messageOf(host: HostRun): string {
  return host.lastFailure?.result.error?.message ?? 'it failed'
}
