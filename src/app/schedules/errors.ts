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

export function foreignUnit(path: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${path} is there and was not written for this project`, {
    hint: 'It is left alone. Name another folder with --folder, or move it away',
  })
}

export function unwritableUnit(path: string, cause: unknown): LongshoreError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new LongshoreError('STATE_UNWRITABLE', `${path} cannot be removed: ${why}`, { cause })
}
