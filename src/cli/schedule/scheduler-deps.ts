import type { ScheduleNotice } from '../../model/schedule/schedule-state.ts'
import type { SchedulerDeps } from '../../scheduler/scheduler-deps.ts'
import type { Composition } from '../composition.ts'
import { openNotifications } from '../notifications.ts'
import { readSettings } from '../read-settings.ts'
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
    async tell(notice) {
      say(noticeLine(notice))
      return tellPeople(notice, composition)
    },
  }
}

/** As longshore.yml says now: a daemon may be older than it. */
async function tellPeople(notice: ScheduleNotice, composition: Composition): Promise<boolean> {
  const read = await readSettings({}, composition.io)
  const notifications = read.ok ? await openNotifications(read.value.settings, composition) : undefined
  if (notifications === undefined) return true
  const { schedule, time } = notice
  return notifications.tell({ event: 'schedule', text: noticeLine(notice), time, schedule })
}

function noticeLine({ kind, schedule, message }: ScheduleNotice): string {
  return `${kind}: ${schedule}: ${message}`
}
