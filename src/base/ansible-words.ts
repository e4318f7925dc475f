import type { SourcePosition } from './source-position.ts'

/** How ansible-core tells of the same, for programs that look for its words. */
export interface AnsibleWords {
  readonly message: string
  /** It ends in its cause once more: `MESSAGE. CAUSE`. */
  readonly cause?: string
  /** The place that it names: one in a file, or the task that failed. Absent: none. */
  readonly at?: SourcePosition | 'task'
  /** What it warns of before. */
  readonly warnings?: readonly string[]
  /** Its exit code, where that of the kind of error is another. */
  readonly exitCode?: 1 | 4 | 5
  /** It is told of settings, before anything has begun: `ERROR:` in the place of `ERROR!`. */
  readonly isOfSettings?: true
}

export function withCauseAgain({ message, cause }: AnsibleWords): string {
  return cause === undefined ? message : `${message}. ${cause}`
}
