import { exposition } from '../../app/exports/exposition.ts'
import { metricsOf } from '../../app/exports/metrics-of.ts'
import { summariseSchedule, type ScheduleSummary } from '../../app/schedules/summarise-schedule.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ProjectFile } from '../../loader/project-file/parse-project-file.ts'
import type { Composition } from '../composition.ts'

/** The metrics of a project, in Prometheus's text format. */
export async function collectMetrics(
  { path, schedules = [], backups }: ProjectFile,
  { clock, scheduleStore, backupStore }: Composition,
): Promise<Result<string, readonly LongshoreError[]>> {
  const now = clock.now()
  const store = await scheduleStore(path)
  const summaries: ScheduleSummary[] = []
  for (const schedule of schedules) {
    const kept = await store.read(schedule.name)
    if (!kept.ok) return err([kept.error])
    summaries.push(summariseSchedule(schedule, kept.value.state, { now, isAlive: (process) => store.isAlive(process) }))
  }
  const newest = await (await backupStore(backups ?? {}))?.newest()
  if (newest?.ok === false) return err([newest.error])
  const measured = { now, schedules: summaries, ...(newest === undefined ? {} : { backups: newest.value }) }
  return ok(exposition(metricsOf(measured)))
}
