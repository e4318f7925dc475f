import { withCauseAgain } from '../../base/ansible-words.ts'
import type { ErrorCode } from '../../base/error-code.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { ansiblePlace } from './ansible-place.ts'

/** An error as ansible-core words it, with the place that it names. `task` is where the task stands that failed. */
export function ansibleText(error: LongshoreError, task?: SourcePosition): string {
  const { ansible } = error
  if (ansible === undefined) return error.message
  const at = ansible.at === 'task' ? task : ansible.at
  const place = at === undefined ? '' : `\n\n${ansiblePlace(at, !HOLDS_SECRETS.has(error.code))}`
  return `${withCauseAgain(ansible)}${place}`
}

const HOLDS_SECRETS: ReadonlySet<ErrorCode> = new Set([
  'VARS_INVALID',
  'VAULT_INVALID',
  'VAULT_LOCKED',
  'INVENTORY_INVALID',
])
