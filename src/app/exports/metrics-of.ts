import type { HostName } from '../../model/inventory.ts'
import type { ScheduledRun } from '../../model/schedule/schedule-state.ts'
import type { NewestBackup } from '../../ports/backup-store.ts'
import type { ScheduleSummary } from '../schedules/summarise-schedule.ts'
import type { Metric, Sample } from './exposition.ts'

export interface Measured {
  readonly now: Date
  readonly schedules: readonly ScheduleSummary[]
  /** Absent: no backups are kept here. */
  readonly backups?: ReadonlyMap<HostName, NewestBackup>
}

/** What is known of schedules, drift and backups. Times are Unix seconds: an alert is a rule over `time() - ...`. */
export function metricsOf({ now, schedules, backups = new Map() }: Measured): readonly Metric[] {
  const each = (value: (summary: ScheduleSummary) => number | undefined) => samplesOf(schedules, value)
  const hosts = [...backups].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    gauge('longshore_exported_timestamp_seconds', 'When this was written.', [sample({}, seconds(now))]),
    gauge(
      'longshore_backup_newest_timestamp_seconds',
      'When the newest good backup of a host was taken.',
      hosts.map(([host, { time }]) => sample({ host }, seconds(time))),
    ),
    gauge(
      'longshore_backup_age_seconds',
      'How old the newest good backup of a host was when this was written.',
      hosts.map(([host, { time }]) => sample({ host }, Math.max(0, now.getTime() - time.getTime()) / 1000)),
    ),
    gauge(
      'longshore_schedule_next_timestamp_seconds',
      'When a schedule runs next.',
      each(({ next }) => at(next)),
    ),
    gauge(
      'longshore_schedule_last_start_timestamp_seconds',
      'When the last run of a schedule began.',
      each(({ running, last }) => at(running?.started ?? last?.started)),
    ),
    gauge(
      'longshore_schedule_last_success_timestamp_seconds',
      'When the last run of a schedule that went well ended.',
      each(({ lastGood }) => at(lastGood)),
    ),
    gauge('longshore_schedule_last_duration_seconds', 'How long the last run of a schedule took.', each(durationOf)),
    gauge(
      'longshore_schedule_running',
      '1 while a run goes on.',
      each(({ running }) => flag(running !== undefined)),
    ),
    gauge(
      'longshore_schedule_overdue',
      '1 where no run went well for longer than alert_after.',
      each(({ overdueSince }) => flag(overdueSince !== undefined)),
    ),
    {
      name: 'longshore_schedule_runs_total',
      help: 'Times of a schedule by what became of them.',
      type: 'counter',
      samples: schedules.flatMap(({ name, counts }) =>
        Object.entries(counts).map(([outcome, count]) => sample({ schedule: name, outcome }, count)),
      ),
    },
    gauge('longshore_drift_hosts', 'Hosts by how they compared with the playbook last.', schedules.flatMap(driftOf)),
  ]
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: 'gauge', samples }
}

function sample(labels: Sample['labels'], value: number): Sample {
  return { labels, value }
}

function samplesOf(
  schedules: readonly ScheduleSummary[],
  value: (summary: ScheduleSummary) => number | undefined,
): readonly Sample[] {
  return schedules.flatMap((summary) => {
    const found = value(summary)
    return found === undefined ? [] : [sample({ schedule: summary.name }, found)]
  })
}

function driftOf({ name, state: { drift } }: ScheduleSummary): readonly Sample[] {
  if (drift === undefined) return []
  const counts = { drifted: drift.drifted.length, same: drift.same, unknown: drift.unknown.length }
  return Object.entries(counts).map(([state, count]) => sample({ schedule: name, state }, count))
}

function durationOf({ last }: { readonly last?: ScheduledRun }): number | undefined {
  const { started, ended } = last ?? {}
  return started === undefined || ended === undefined ? undefined : (Date.parse(ended) - Date.parse(started)) / 1000
}

function at(time: string | undefined): number | undefined {
  return time === undefined ? undefined : seconds(new Date(time))
}

function seconds(time: Date): number {
  return time.getTime() / 1000
}

function flag(holds: boolean): number {
  return holds ? 1 : 0
}
