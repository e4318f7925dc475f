import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'

/** Every host that the rollout changed was put back. */
export function rolledBack(play: string, stage: number, reason: string): LongshoreError {
  const message = `the rollout '${play}' was rolled back after stage ${stage}: ${reason}`
  return new LongshoreError('ROLLOUT_ROLLED_BACK', message, {
    hint: 'Every host that it changed was put back. Mend the cause and run it again',
  })
}

export interface Standing {
  /** Hosts in the new state. */
  readonly kept: number
  /** Hosts that could not be put back. */
  readonly between: number
}

export function rolloutHalted(
  play: string,
  stage: number,
  reason: string,
  { kept, between }: Standing,
): LongshoreError {
  const message = `the rollout '${play}' was halted ${stage === 0 ? 'before stage 1' : `after stage ${stage}`}: ${reason}`
  const state = kept === 0 ? 'Every host is as before' : `${hostsAre(kept)} in the new state, the others are as before`
  const hint =
    between === 0
      ? `${state}. Mend the cause and run it again: hosts that are done are left alone`
      : `${hostsAre(between)} between two states: the recap names them. Look at them first`
  return new LongshoreError('ROLLOUT_HALTED', message, { hint })
}

function hostsAre(count: number): string {
  return count === 1 ? '1 host is' : `${count} hosts are`
}

export function noSuchStage(stage: number, known: readonly number[], at: SourcePosition): LongshoreError {
  const message = `--stage ${stage}: no such stage has hosts; there are ${known.join(', ')}`
  return new LongshoreError('USAGE_INVALID', message, {
    at,
    hint: 'Stages are counted from 1, as the playbook has them',
  })
}

export function stagePatternInvalid(pattern: string, cause: LongshoreError, at: SourcePosition): LongshoreError {
  return new LongshoreError(cause.code, `rollout: stages: the pattern '${pattern}': ${cause.message}`, {
    at,
    ...(cause.hint === undefined ? {} : { hint: cause.hint }),
  })
}
