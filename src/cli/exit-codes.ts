import type { ErrorCode } from '../base/error-code.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { formatPosition } from '../base/source-position.ts'
import type { HostRecap, Recap } from '../model/recap.ts'

/**
 * 0 ok; 1 an error in what was asked; 2 a host failed; 4 a host was unreachable; 8 a rollout was rolled back, every host
 * that it changed as before; 9 a host was left between two states; 130 interrupted.
 */
export type ExitCode = 0 | 1 | 2 | 4 | 8 | 9 | 130

/** What an error of the run itself (not of a host) ends in. */
export const EXIT_CODES = {
  USAGE_INVALID: 1,
  PROJECT_FILE_INVALID: 1,
  INVENTORY_INVALID: 1,
  PATTERN_INVALID: 1,
  NO_HOSTS_MATCHED: 1,
  PLAYBOOK_INVALID: 1,
  VARS_INVALID: 1,
  VAULT_INVALID: 1,
  VAULT_LOCKED: 1,
  MODULE_ARGS_INVALID: 1,
  TEMPLATE_INVALID: 1,
  VARIABLE_UNDEFINED: 1,
  HANDLER_UNKNOWN: 1,
  FILE_UNREADABLE: 1,
  STATE_UNWRITABLE: 1,
  PROMPT_WITHOUT_TERMINAL: 1,
  SSH_KEY_INVALID: 1,
  BACKUP_NOT_FOUND: 1,
  BACKUP_DAMAGED: 1,
  BACKUP_STORE_UNUSABLE: 1,
  SANDBOX_UNAVAILABLE: 1,
  INTERNAL: 1,
  BECOME_FAILED: 2,
  COMMAND_FAILED: 2,
  COMMAND_TIMED_OUT: 2,
  FACT_UNREADABLE: 2,
  TASK_FAILED: 2,
  REGISTRY_CONFIG_INVALID: 2,
  REGISTRY_CONFIG_BROKEN: 2,
  VERIFICATION_FAILED: 2,
  METRICS_UNANSWERED: 2,
  NOTIFICATION_FAILED: 2,
  HOST_LOCKED: 2,
  LOCK_LOST: 2,
  LOCK_FAILED: 2,
  HOST_UNREACHABLE: 4,
  HOST_KEY_UNKNOWN: 4,
  HOST_KEY_CHANGED: 4,
  HOST_KEY_REVOKED: 4,
  AUTH_FAILED: 4,
  CONNECTION_LOST: 4,
  ROLLBACK_FAILED: 9,
  GUARD_FIRED: 9,
  ROLLOUT_HALTED: 2,
  ROLLOUT_ROLLED_BACK: 8,
  INTERRUPTED: 130,
} as const satisfies Record<ErrorCode, ExitCode>

/** Most urgent first: a host between two states outweighs an interruption, and both outweigh counts. */
const BY_URGENCY: readonly ExitCode[] = [9, 130, 8, 4, 2, 1]

export function exitCodeOf(recap: Recap): ExitCode {
  const found = new Set<ExitCode>(recap.errors.map((error) => EXIT_CODES[error.code]))
  for (const host of recap.hosts.values()) found.add(exitCodeOfHost(host))
  if (recap.interrupted) found.add(130)
  return BY_URGENCY.find((code) => found.has(code)) ?? 0
}

function exitCodeOfHost(host: HostRecap): ExitCode {
  if (host.rollback === 'failed' || host.rollback === 'impossible') return 9
  if (host.unreachable > 0) return 4
  return host.failed > 0 ? 2 : 0
}

/** `error: message`, where it is, and what to do next. Ends in a newline. */
export function formatError(error: LongshoreError): string {
  const lines = [`error: ${indentRest(error.message)}`]
  if (error.at !== undefined) lines.push(`  at ${formatPosition(error.at)}`)
  if (error.hint !== undefined) lines.push(`  ${indentRest(error.hint)}`)
  return `${lines.join('\n')}\n`
}

function indentRest(text: string): string {
  return text.replaceAll('\n', '\n  ')
}
