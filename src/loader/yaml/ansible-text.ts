import { withCauseAgain } from '../../base/ansible-words.ts'
import type { ErrorCode } from '../../base/error-code.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { ansiblePlace } from './ansible-place.ts'

/** An error as ansible-core words it, with the place that it names. `task` is where the task stands that failed. */
export function ansibleText(error: LongshoreError, task?: SourcePosition): string {
  const { ansible } = error
  if (ansible === undefined) return `${LINE_ERRORS.has(error.code) ? NO_LINE : ''}${withoutGuess(error.message)}`
  const at = ansible.at === 'task' ? task : ansible.at
  const place = at === undefined ? '' : `\n\n${ansiblePlace(at, !HOLDS_SECRETS.has(error.code))}`
  return `${withCauseAgain(ansible)}${place}`
}

/** ansible-core guesses at no names. */
function withoutGuess(message: string): string {
  return message.replaceAll(/: did you mean '[^']*'\?/g, '')
}

/** What scripts look for where a host could not be reached. */
const NO_LINE = 'Failed to connect to the host via ssh: '

const LINE_ERRORS: ReadonlySet<ErrorCode> = new Set([
  ...(['HOST_UNREACHABLE', 'HOST_KEY_UNKNOWN', 'HOST_KEY_CHANGED', 'HOST_KEY_REVOKED'] as const),
  ...(['AUTH_FAILED', 'CONNECTION_LOST', 'SSH_KEY_INVALID'] as const),
])

const HOLDS_SECRETS: ReadonlySet<ErrorCode> = new Set([
  'VARS_INVALID',
  'VAULT_INVALID',
  'VAULT_LOCKED',
  'INVENTORY_INVALID',
])
