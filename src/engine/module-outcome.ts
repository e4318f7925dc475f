import type { LongshoreError } from '../base/longshore-error.ts'
import type { InventoryAddition } from '../model/inventory-addition.ts'
import type { EngineRequest } from '../model/engine-request.ts'
import type { Diff } from '../model/plan.ts'
import type { Vars } from '../model/vars.ts'
import type { Undone } from './run-change.ts'
import type { AppliedChange } from './transaction/undo-log.ts'

/** What one call of a module came to, before `changed_when` and `failed_when` have their say. */
export interface ModuleOutcome {
  readonly kind: 'done' | 'skipped' | 'failed' | 'unreachable'
  readonly changed: boolean
  /** The arguments could not be rendered: neither `changed_when` nor `until` is asked (Ansible). */
  readonly isUntried?: boolean
  readonly values: Vars
  readonly error?: LongshoreError
  readonly undone?: Undone
  /** What was done to the host, whatever came of it. */
  readonly applied?: AppliedChange
  readonly diff?: readonly Diff[]
  readonly notes?: readonly string[]
  readonly warnings?: readonly string[]
  readonly quiet?: boolean
  /** It is told as with `no_log`. */
  readonly isSecret?: boolean
  /** Variables to keep for the host (`set_fact`). */
  readonly setFacts?: Vars
  /** They are facts of the host besides (`cacheable`). */
  readonly cacheFacts?: boolean
  /** Variables of files (`include_vars`). */
  readonly fileVars?: Vars
  /** What the inventory gets (`add_host`, `group_by`). */
  readonly addition?: InventoryAddition
  readonly request?: EngineRequest
}

const LINE_ERRORS = new Set<string>([
  'HOST_UNREACHABLE',
  'HOST_KEY_UNKNOWN',
  'HOST_KEY_CHANGED',
  'HOST_KEY_REVOKED',
  'AUTH_FAILED',
  'CONNECTION_LOST',
  'SSH_KEY_INVALID',
])

/** An error about reaching the host makes it unreachable; any other one fails the task. */
export function outcomeOfError(error: LongshoreError, values: Vars = {}): ModuleOutcome {
  return { kind: LINE_ERRORS.has(error.code) ? 'unreachable' : 'failed', changed: false, values, error }
}
