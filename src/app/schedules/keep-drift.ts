import type { DriftReport, HostDrift } from '../../model/drift.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { KeptDrift, ScheduleState } from '../../model/schedule/schedule-state.ts'
import { fingerprintOf } from '../runs/plan-fingerprint.ts'
import { withNotice } from './keep-history.ts'
import { notice } from './notices.ts'

/** What is kept of a report until the next one. */
export function keptDrift(report: DriftReport, run: string, now: Date): KeptDrift {
  const hosts = Object.entries(report.hosts)
  const of = (state: HostDrift['state']) => hosts.filter(([, drift]) => drift.state === state).map(([host]) => host)
  const seen = hosts.map(([host, { state, differences }]) => [
    host,
    state,
    differences.map(({ modified: _when, ...difference }) => difference),
  ])
  return {
    time: now.toISOString(),
    run,
    fingerprint: fingerprintOf(seen),
    drifted: of('drifted'),
    same: of('same').length,
    unknown: of('unknown'),
  }
}

/** People are told where hosts differ otherwise than before; the first time, where they differ at all. */
export function withDrift(schedule: Schedule, state: ScheduleState, drift: KeptDrift): ScheduleState {
  const before = state.drift
  const isNews = before === undefined ? drift.drifted.length > 0 : before.fingerprint !== drift.fingerprint
  const kept = { ...state, drift }
  return isNews ? withNotice(kept, notice(schedule, 'drift-changed', new Date(drift.time), said(drift))) : kept
}

function said({ drifted, unknown, run }: KeptDrift): string {
  const what = drifted.length === 0 ? 'no host differs any more' : `these differ: ${shown(drifted)}`
  return `${what}${unknown.length === 0 ? '' : `; not compared: ${shown(unknown)}`} (run ${run})`
}

const MOST_SHOWN = 10

function shown(hosts: readonly string[]): string {
  const rest = hosts.length - MOST_SHOWN
  return rest > 0 ? `${hosts.slice(0, MOST_SHOWN).join(', ')} and ${rest} more` : hosts.join(', ')
}
