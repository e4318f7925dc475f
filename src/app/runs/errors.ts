import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'

export function noSuchRun(named: string, runs: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `there is no run ${named}${didYouMean(named, runs)}`, {
    hint: 'A run is named by its id, by a beginning of it that no other has, or as latest. See: longshore runs list',
  })
}

export function severalRuns(named: string, runs: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${runs.length} runs begin with ${named}: ${runs.join(', ')}`, {
    hint: 'Give more of the id',
  })
}
