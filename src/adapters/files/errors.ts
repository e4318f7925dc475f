import { LongshoreError } from '../../base/longshore-error.ts'

export function fileNotFound(name: string, candidates: readonly string[]): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `there is no file '${name}' on the controller`, {
    hint: `Looked for: ${candidates.join(', ')}`,
  })
}

export function fileUnreadable(path: string, cause: unknown): LongshoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new LongshoreError('FILE_UNREADABLE', `${path} cannot be read: ${reason}`, { cause })
}
