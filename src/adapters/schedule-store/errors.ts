import { LongshoreError } from '../../base/longshore-error.ts'

export function stateUnreadable(folder: string, cause: unknown): LongshoreError {
  return new LongshoreError(
    'FILE_UNREADABLE',
    `what is known of schedules cannot be read in ${folder}: ${why(cause)}`,
    {
      hint: 'Only the user who runs the schedules, or root, may read it. A damaged state-N.json may be removed: the one before it counts then',
      cause,
    },
  )
}

export function stateUnwritable(folder: string, cause: unknown): LongshoreError {
  return new LongshoreError(
    'STATE_UNWRITABLE',
    `what becomes of schedules cannot be kept in ${folder}: ${why(cause)}`,
    {
      hint: 'No run begins that could not be known of. Free some space, or point XDG_STATE_HOME at a folder of yours',
      cause,
    },
  )
}

function why(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
