import { runDaemon } from '../../scheduler/run-daemon.ts'
import { ok } from '../../base/result.ts'
import { writeMetrics } from '../metrics/write-metrics.ts'
import type { Composition } from '../composition.ts'
import { refusedAll } from '../runs/answer.ts'
import { inProject, projectSchedules } from './project-schedules.ts'
import { schedulerDeps } from './scheduler-deps.ts'

const LONGEST_SLEEP_MS = 30_000

/** Looks after the schedules until it is told to stop; runs that have begun end first. Gives the exit code. */
export async function scheduleDaemon(outer: Composition): Promise<number> {
  const { io } = outer
  const project = await projectSchedules(io)
  if (!project.ok) return refusedAll(project.error, io)
  const { projectFile } = project.value
  const composition = inProject(outer, projectFile)
  const stop = new AbortController()
  const stopListening = io.onInterrupt(() => stop.abort())
  const deps = await schedulerDeps(composition, projectFile, 'quiet')
  const notifier = await composition.serviceNotifier((problem) => deps.say(problem))
  let isReady = false
  deps.say(`looks after ${project.value.schedules.map(({ name }) => name).join(', ')} of ${projectFile}`)
  try {
    await runDaemon(
      {
        ...deps,
        longestSleepMs: Math.min(LONGEST_SLEEP_MS, (notifier.watchdogMs ?? Infinity) / 3),
        schedules: async () => {
          const read = await projectSchedules(composition.io)
          return read.ok ? ok(read.value.schedules) : read
        },
        onLook: async () => {
          await (isReady ? notifier.alive() : notifier.ready())
          isReady = true
          const written = await writeMetrics(composition)
          if (!written.ok) for (const { message } of written.error) deps.say(`metrics: ${message}`)
        },
      },
      stop.signal,
    )
    await notifier.stopping()
  } finally {
    stopListening()
  }
  return 0
}
