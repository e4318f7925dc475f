import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'

/** Every host that the rollout changed was put back. */
export function rolledBack(play: string, stage: number, reason: string): LongshoreError {
  const message = `the rollout '${play}' was rolled back after stage ${stage}: ${reason}`
  return new LongshoreError('ROLLOUT_ROLLED_BACK', message, {
    hint: 'Every host that it changed was put back. Mend the cause and run it again',
  })
}

export function rolloutHalted(play: string, stage: number, reason: string, kept: number): LongshoreError {
  const message = `the rollout '${play}' was halted ${stage === 0 ? 'before stage 1' : `after stage ${stage}`}: ${reason}`
  const state =
    kept === 0 ? 'No host is in the new state' : `${kept} ${kept === 1 ? 'host is' : 'hosts are'} in the new state`
  return new LongshoreError('ROLLOUT_HALTED', message, {
    hint: `${state}, the others are as before. Mend the cause and run it again: hosts that are done are left alone`,
  })
}

export function stagePatternInvalid(pattern: string, cause: LongshoreError, at: SourcePosition): LongshoreError {
  return new LongshoreError(cause.code, `rollout: stages: the pattern '${pattern}': ${cause.message}`, {
    at,
    ...(cause.hint === undefined ? {} : { hint: cause.hint }),
  })
}
