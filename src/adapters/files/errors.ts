import { LongshoreError } from '../../base/longshore-error.ts'
import { ON_REMOTE } from '../../model/ansible-phrases.ts'

export function fileNotFound(name: string, candidates: readonly string[]): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `Could not find or access '${name}' on the Ansible Controller.`, {
    hint: `Looked for: ${candidates.join(', ')}`,
    ansible: {
      message: `Could not find or access '${name}'\nSearched in:${candidates.map((each) => `\n\t${each}`).join('')} on the Ansible Controller.\n${ON_REMOTE}`,
    },
  })
}

export function fileUnreadable(path: string, cause: unknown): LongshoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new LongshoreError('FILE_UNREADABLE', `${path} cannot be read: ${reason}`, { cause })
}

export function fileUnwritable(path: string, cause: unknown): LongshoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new LongshoreError('TASK_FAILED', `${path} cannot be written on the controller: ${reason}`, {
    hint: `See ls -ld on each part of ${path}, and df`,
    cause,
  })
}
