import type { ScheduleNotice } from '../../model/schedule/schedule-state.ts'
import type { SchedulerDeps } from '../../scheduler/scheduler-deps.ts'
import type { Composition } from '../composition.ts'
import { performSchedule } from './perform-schedule.ts'

/** What it takes to tend schedules from this command line. `output` is that of their runs. */
export async function schedulerDeps(
  composition: Composition,
  projectFile: string,
  output: string | undefined,
): Promise<SchedulerDeps> {
  const { io, clock, newRunId } = composition
  const say = (line: string) => io.stderr(`${line}\n`)
  const store = await composition.scheduleStore(projectFile)
  return {
    clock,
    store,
    newRunId,
    say,
    perform: (schedule, run) => performSchedule(schedule, run, { composition, store, output }),
    tell: (notice) => {
      say(noticeLine(notice))
      return Promise.resolve(true)
    },
  }
}

function noticeLine({ kind, schedule, message }: ScheduleNotice): string {
  return `${kind}: ${schedule}: ${message}`
}
