import { summariseSchedule, type ScheduleSummary } from '../../app/schedules/summarise-schedule.ts'
import { formatDuration } from '../../base/duration.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { RunsFlags } from '../commands/runs.ts'
import type { ProcessIdentity } from '../../model/process-identity.ts'
import type { Composition } from '../composition.ts'
import { refused, refusedAll, wrongOutput } from '../runs/answer.ts'
import { table } from '../runs/table.ts'
import { inProject, projectSchedules } from './project-schedules.ts'
import { movedOf } from './perform-schedule.ts'
import { nameOfWork } from './work-name.ts'

interface Listed {
  readonly summary: ScheduleSummary
  /** How it differs from its pin. */
  readonly moved: readonly string[]
}

/** A line a schedule, and below them what is not as it should be. It only looks: nothing is kept. */
export async function listSchedules(flags: RunsFlags, outer: Composition): Promise<number> {
  const { io, clock } = outer
  const wrong = wrongOutput(flags)
  if (wrong !== undefined) return refused(wrong, io)
  const project = await projectSchedules(io)
  if (!project.ok) return refusedAll(project.error, io)
  const { projectFile, schedules } = project.value
  const composition = inProject(outer, projectFile)
  const store = await composition.scheduleStore(projectFile)
  const listed: Listed[] = []
  for (const schedule of schedules) {
    const kept = await store.read(schedule.name)
    if (!kept.ok) return refused(kept.error, io)
    const moment = { now: clock.now(), isAlive: (process: ProcessIdentity) => store.isAlive(process) }
    const summary = summariseSchedule(schedule, kept.value.state, moment)
    listed.push({ summary, moved: await movedOf(schedule, { composition, store }) })
  }
  if (flags.output === 'json') io.stdout(`${JSON.stringify(listed.map(asJson))}\n`)
  else io.stdout(table([HEAD, ...listed.map(({ summary }) => row(summary, composition))]) + remarks(listed))
  return 0
}

const HEAD = ['SCHEDULE', 'WHEN', 'NEXT', 'LAST', 'OUTCOME', 'RUN', 'MISSED', 'WORK']

function row(summary: ScheduleSummary, { io }: Composition): readonly string[] {
  const { name, schedule, next, last, running, missed, dueNow } = summary
  const ran = running ?? last
  return [
    name,
    whenOf(schedule),
    dueNow === undefined ? shortTime(next) : 'due now',
    shortTime(ran?.started),
    running === undefined ? (last?.outcome ?? '-') : 'running',
    ran?.run ?? '-',
    String(missed.length),
    nameOfWork(schedule, io.cwd),
  ]
}

function whenOf({ timing }: Schedule): string {
  return timing.kind === 'cron' ? `${timing.expression} ${timing.timezone}` : `every ${formatDuration(timing.everyMs)}`
}

function shortTime(time: string | undefined): string {
  return time === undefined ? '-' : `${time.slice(0, 16).replace('T', ' ')}Z`
}

function remarks(listed: readonly Listed[]): string {
  const lines = listed.flatMap(({ summary, moved }) => [
    ...summary.missed.slice(-1).map((run) => `${summary.name}: missed ${run.due ?? ''}: ${run.reason ?? ''}`),
    ...(summary.waiting === undefined ? [] : [`${summary.name}: the run of ${summary.waiting} waits for its turn`]),
    ...(summary.overdueSince === undefined
      ? []
      : [`${summary.name}: overdue since ${summary.overdueSince}, ${lastGoodOf(summary)}`]),
    ...moved.map((change) => `${summary.name}: not as it was pinned: ${change}`),
  ])
  return lines.map((line) => `${line}\n`).join('')
}

function lastGoodOf({ lastGood }: ScheduleSummary): string {
  return lastGood === undefined ? 'no run ever went well' : `the last good run ended ${lastGood}`
}

function asJson({ summary, moved }: Listed) {
  const { state, schedule, ...rest } = summary
  const { timing, work, overlap, limit } = schedule
  return { ...rest, timing, work, overlap, limit, pin: state.pin ?? null, moved }
}
