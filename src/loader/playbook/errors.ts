import { LongshoreError } from '../../base/longshore-error.ts'
import type { AnsibleWords } from '../../base/ansible-words.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { ON_REMOTE } from '../../model/ansible-phrases.ts'

export function playbookProblem(
  message: string,
  at: SourcePosition,
  hint: string,
  ansible?: AnsibleWords,
): LongshoreError {
  return new LongshoreError('PLAYBOOK_INVALID', message, { at, hint, ...(ansible && { ansible }) })
}

/** The same error at a place in the playbook. */
export function errorAt(error: LongshoreError, at: SourcePosition): LongshoreError {
  return new LongshoreError(error.code, error.message, {
    at,
    ...(error.hint !== undefined && { hint: error.hint }),
    ...(error.ansible && { ansible: error.ansible }),
    cause: error.cause,
  })
}

export function nameNeedsItself(name: string): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', `the variable ${name} needs itself`)
}

/** In the words of Ansible (parsing/dataloader.py), which names the last place. */
export function includedFileMissing(candidates: readonly string[], at: SourcePosition): LongshoreError {
  const message = `Could not find or access '${candidates.at(-1) ?? ''}' on the Ansible Controller.`
  const ansible = { message: `${message}\n${ON_REMOTE}`, at }
  return new LongshoreError('FILE_UNREADABLE', message, { at, hint: lookedFor(candidates), ansible })
}

/** Of an import: in the words of Ansible, too. */
export function importedFileMissing(candidates: readonly string[], at: SourcePosition): LongshoreError {
  const { message } = includedFileMissing(candidates, at)
  return new LongshoreError('FILE_UNREADABLE', `Unable to retrieve file contents\n${message}`, {
    at,
    hint: lookedFor(candidates),
    ansible: { message: `Unable to retrieve file contents\n${message}\n${ON_REMOTE}` },
  })
}

/** In the words of Ansible (playbook/role/__init__.py). */
export function roleFileMissing(
  folder: string,
  from: string,
  candidates: readonly string[],
  at: SourcePosition,
): LongshoreError {
  const message = `Could not find specified file in role: ${folder}/${from}`
  return playbookProblem(message, at, lookedFor(candidates), { message })
}

function lookedFor(candidates: readonly string[]): string {
  return `Looked for: ${[...new Set(candidates)].join(', ')}`
}
