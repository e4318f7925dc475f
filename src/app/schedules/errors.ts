import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { RunningRun } from '../../model/schedule/schedule-state.ts'

export function scheduleIsRunning(name: string, { run, by }: RunningRun): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${name} is running: run ${run}, process ${by.pid} on ${by.host}`, {
    hint: `Wait for it, or stop it: longshore runs abort ${run}`,
  })
}

export function noSchedule(name: string, known: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `there is no schedule '${name}'${didYouMean(name, known)}`, {
    hint: known.length === 0 ? (noSchedules().hint ?? '') : `Schedules are: ${known.join(', ')}`,
  })
}

export function noSchedules(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'the project has no schedules', {
    hint: 'Write them into longshore.yml: schedules: {nightly: {cron: "17 2 * * *", playbook: nightly.yml}}',
  })
}
