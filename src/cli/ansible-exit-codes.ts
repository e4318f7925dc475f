import type { ErrorCode } from '../base/error-code.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { formatPosition } from '../base/source-position.ts'
import type { HostRecap, Recap } from '../model/recap.ts'
import { EXIT_CODES } from './exit-codes.ts'

/**
 * ansible-core's own: 0 ok; 1 an error; 2 a host failed; 4 a host was unreachable, or the playbook does not parse; 5 wrong
 * options; 99 interrupted; 250 unexpected (ansible/cli/__init__.py, executor/task_queue_manager.py).
 */
export type AnsibleExitCode = 0 | 1 | 2 | 4 | 5 | 99 | 250

export function ansibleExitCode(recap: Recap): AnsibleExitCode {
  if (recap.interrupted) return 99
  const hosts = [...recap.hosts.values()].filter(({ cleared }) => cleared !== true)
  if (hosts.some((host) => host.unreachable > 0)) return 4
  if (hosts.some(hasFailed)) return 2
  return recap.errors[0] === undefined ? 0 : codeOf(recap.errors[0].code)
}

export function ansibleExitCodeOfErrors(errors: readonly LongshoreError[]): AnsibleExitCode {
  return errors[0] === undefined ? 1 : codeOf(errors[0].code)
}

/** `ERROR! message`, then the place, then what to do next. Ends in a newline. */
export function formatAnsibleError(error: LongshoreError): string {
  const lines = [`ERROR! ${error.message}`]
  if (error.at !== undefined) lines.push('', `The error appears to be in ${formatPosition(error.at)}`)
  if (error.hint !== undefined) lines.push('', error.hint)
  return `${lines.join('\n')}\n`
}

function codeOf(code: ErrorCode): AnsibleExitCode {
  if (code === 'PLAYBOOK_INVALID' || code === 'MODULE_ARGS_INVALID' || code === 'VARS_INVALID') return 4
  if (code === 'USAGE_INVALID') return 5
  if (code === 'INTERRUPTED') return 99
  if (code === 'ROLLOUT_ROLLED_BACK') return 2
  if (code === 'INTERNAL') return 250
  const own = EXIT_CODES[code]
  return own === 2 || own === 4 ? own : 1
}

function hasFailed(host: HostRecap): boolean {
  return host.failed > 0 || host.rollback === 'failed' || host.rollback === 'impossible'
}
