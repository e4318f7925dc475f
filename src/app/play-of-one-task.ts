import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'

export interface OneTask {
  /** As in `hosts:` of a play. */
  readonly pattern: string
  readonly module: string
  /** k=v words, a command line, or a JSON map; empty for none. */
  readonly args: string
  readonly asyncSeconds?: string
  readonly pollSeconds?: string
  readonly timeoutSeconds?: string
}

const NEED_ARGS = ['command', 'shell', 'raw', 'script']

/**
 * A playbook of one task without facts, as text: so that the playbook loader reads its arguments by the same rules as
 * any other's (Ansible: cli/adhoc.py).
 */
export function playOfOneTask(task: OneTask): Result<string, LongshoreError> {
  const name = task.module.replace(/^ansible\.(?:builtin|legacy)\./, '')
  if (name === 'import_playbook')
    return err(usage(`'${name}' is not a valid action for ad-hoc commands`, 'Run the playbook itself'))
  if (NEED_ARGS.includes(name) && task.args.trim() === '') {
    return err(usage(`No argument passed to ${name} module`, `Give it with -a, such as -m ${name} -a uptime`))
  }
  const play = {
    name: 'Ansible Ad-Hoc',
    hosts: task.pattern,
    gather_facts: false,
    tasks: [
      {
        [task.module]: argsOf(task.args),
        ...(task.asyncSeconds === undefined ? {} : { async: task.asyncSeconds, poll: task.pollSeconds }),
        ...(task.timeoutSeconds === undefined ? {} : { timeout: Number(task.timeoutSeconds) }),
      },
    ],
  }
  return ok(JSON.stringify([play]))
}

function argsOf(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}') || trimmed.startsWith('{{')) return text
  try {
    return JSON.parse(trimmed) as unknown
  } catch {
    return text
  }
}

function usage(message: string, hint: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', message, { hint })
}
