import { writeMetrics } from '../metrics/write-metrics.ts'
import type { Composition } from '../composition.ts'
import { refused, refusedAll } from '../runs/answer.ts'
import { runSchedule, tendSchedule } from '../../scheduler/tend-schedule.ts'
import { chosenSchedules, inProject, projectSchedules } from './project-schedules.ts'
import { schedulerDeps } from './scheduler-deps.ts'

export interface RunSchedulesFlags {
  readonly output?: string
  /** Only what is due, as the daemon would; for timers and crontab lines. */
  readonly due?: boolean
}

/** Runs a schedule now, or those whose time has come. Gives the exit code of the run, the highest of several. */
export async function runSchedules(
  names: readonly string[],
  { due, output }: RunSchedulesFlags,
  outer: Composition,
): Promise<number> {
  const { io } = outer
  const project = await projectSchedules(io)
  if (!project.ok) return refusedAll(project.error, io)
  const chosen = chosenSchedules(project.value, names)
  if (!chosen.ok) return refused(chosen.error, io)
  const { projectFile } = project.value
  const deps = await schedulerDeps(inProject(outer, projectFile), projectFile, output)
  const codes = await Promise.all(
    chosen.value.map(async (schedule) => {
      if (due !== true) {
        const ran = await runSchedule(schedule, deps)
        return ran.ok ? ran.value : refused(ran.error, io)
      }
      const tended = await tendSchedule(schedule, deps)
      return tended.ok ? ((await tended.value.running) ?? 0) : refused(tended.error, io)
    }),
  )
  const written = await writeMetrics(inProject(outer, projectFile))
  return written.ok ? Math.max(...codes) : refusedAll(written.error, io)
}
