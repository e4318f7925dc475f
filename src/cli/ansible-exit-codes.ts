import type { ErrorCode } from '../base/error-code.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { ansiblePlace } from '../loader/yaml/ansible-place.ts'
import { ansibleText } from '../loader/yaml/ansible-text.ts'
import type { HostRecap, Recap } from '../model/recap.ts'
import { EXIT_CODES } from './exit-codes.ts'

/**
 * ansible-core's own: 0 ok; 1 an error; 2 a host failed; 4 a host was unreachable, or the playbook does not parse; 5 wrong
 * options; 99 interrupted; 250 unexpected (ansible/cli/__init__.py, executor/task_queue_manager.py).
 */
export type AnsibleExitCode = 0 | 1 | 2 | 4 | 5 | 99 | 250

export function ansibleExitCode(recap: Recap): number {
  if (recap.interrupted) return 99
  const [first] = recap.errors
  if (first?.exitCode !== undefined) return first.exitCode
  const hosts = [...recap.hosts.values()].filter(({ cleared }) => cleared !== true)
  if (hosts.some((host) => host.unreachable > 0)) return 4
  if (hosts.some(hasFailed)) return 2
  return first === undefined ? 0 : codeOf(first.code)
}

export function ansibleExitCodeOfErrors(errors: readonly LongshoreError[]): AnsibleExitCode {
  const [first] = errors
  return first === undefined ? 1 : (first.ansible?.exitCode ?? codeOf(first.code))
}

/** `ERROR! message`, then the place, then what to do next where it is told in words of our own. Ends in a newline. */
export function formatAnsibleError(error: LongshoreError): string {
  if (error.ansible !== undefined)
    return endingInNewline(`${error.ansible.isOfSettings === true ? 'ERROR:' : 'ERROR!'} ${ansibleText(error)}`)
  const lines = [`ERROR! ${ansibleText(error)}`]
  if (error.at !== undefined) lines.push('', ansiblePlace(error.at, error.code === 'PLAYBOOK_INVALID').trimEnd())
  if (error.hint !== undefined) lines.push('', error.hint)
  return `${lines.join('\n')}\n`
}

function endingInNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
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
