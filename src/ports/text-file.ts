import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'

/** Makes a file of this machine hold a text, whole at once, readable by all: another program may read it at any time. */
export type PutTextFile = (path: string, text: string) => Promise<Result<undefined, LongshoreError>>
