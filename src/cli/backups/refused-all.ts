import type { LongshoreError } from '../../base/longshore-error.ts'
import { formatError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

export function refusedAll(errors: readonly LongshoreError[], io: Pick<Io, 'stderr'>): number {
  for (const error of errors) io.stderr(formatError(error))
  return 1
}
