import { LongshoreError } from '../../base/longshore-error.ts'
import type { RunsFlags } from '../commands/runs.ts'
import { formatError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/** Prints an error; gives the exit code. */
export function refused(error: LongshoreError, io: Io): number {
  io.stderr(formatError(error))
  return 1
}

export function refusedAll(errors: readonly LongshoreError[], io: Pick<Io, 'stderr'>): number {
  for (const error of errors) io.stderr(formatError(error))
  return 1
}

/** What is wrong with the flags. */
export function wrongOutput({ output }: RunsFlags): LongshoreError | undefined {
  if (output === undefined || output === 'default' || output === 'json') return undefined
  return new LongshoreError('USAGE_INVALID', `--output ${output}: it is default or json`)
}
