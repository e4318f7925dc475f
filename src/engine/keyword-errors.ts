import { LongshoreError } from '../base/longshore-error.ts'
import type { SourcePosition } from '../base/source-position.ts'
import { pythonText } from '../model/python-text.ts'
import { HOST_ORDERS, STRATEGIES } from '../model/playbook.ts'

export function keywordNotUsable(
  keyword: string,
  expected: string,
  found: unknown,
  at: SourcePosition,
): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${keyword} needs ${expected}, and found ${JSON.stringify(found)}`, {
    at,
    ansible: { message: notConverted(keyword, expected, found), at: 'task' },
  })
}

/** In the words of Ansible (playbook/base.py, `post_validate`). */
function notConverted(keyword: string, expected: string, found: unknown): string {
  const shown = pythonText(found)
  const [type, why] = expected.startsWith('true')
    ? ['bool', `The value '${shown}' is not a valid boolean.`]
    : ['int', `invalid literal for int() with base 10: '${shown}'`]
  const field = keyword === 'async' ? 'async_val' : keyword
  return `the field '${field}' has an invalid value (${shown}), and could not be converted to an ${type}.The error was: ${why}`
}

/** In the words of Ansible. */
export function registerInvalid(name: string, at: SourcePosition): LongshoreError {
  const message = `Invalid variable name in 'register' specified: '${name}'`
  return new LongshoreError('PLAYBOOK_INVALID', message, { at, ansible: { message, exitCode: 1 } })
}

export function orderUnknown(found: string, at: SourcePosition): LongshoreError {
  const message = `Invalid 'order' specified for inventory hosts: ${found}`
  return new LongshoreError('PLAYBOOK_INVALID', message, {
    at,
    ansible: { message, exitCode: 5 },
    hint: `It is one of ${HOST_ORDERS.join(', ')}`,
  })
}

/** A keyword of a play whose template cannot be rendered, at the play where it says no place of its own. */
export function keywordFailed(keyword: string, error: LongshoreError, at: SourcePosition): LongshoreError {
  const hint = error.hint === undefined ? {} : { hint: error.hint }
  return new LongshoreError(error.code, `${keyword}: ${error.message}`, { at: error.at ?? at, ...hint, cause: error })
}

/** In the words of Ansible (executor/task_queue_manager.py). */
export function noSuchStrategy(name: string, at: SourcePosition): LongshoreError {
  const message = `Invalid play strategy specified: ${name}`
  return new LongshoreError('PLAYBOOK_INVALID', message, {
    at,
    ansible: { message, at, exitCode: 1 },
    hint: `Use one of ${STRATEGIES.join(', ')}; linear is the default`,
  })
}

export function connectionNotSupported(kind: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('PLAYBOOK_INVALID', `the connection '${kind}' is not supported`, {
    at,
    hint: 'Longshore connects by ssh, or by local for this machine',
  })
}

export function becomeMethodNotSupported(method: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('PLAYBOOK_INVALID', `the become method '${method}' is not supported`, {
    at,
    hint: 'Longshore becomes another user by sudo or su',
  })
}

export function wordsNotUsable(name: string, problem: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${name} cannot be split into words: ${problem}`, { at })
}

export function defaultsNotAMap(module: string, at: SourcePosition | undefined): LongshoreError {
  return new LongshoreError('TASK_FAILED', `module_defaults of ${module} came to no map of arguments`, {
    ...(at !== undefined && { at }),
    hint: 'A template in their place has to give a map',
  })
}

/** In the words of Ansible (executor/task_executor.py). */
export function argsNotAMap(found: unknown, at: SourcePosition): LongshoreError {
  const shown = typeof found === 'string' ? found : JSON.stringify(found)
  return new LongshoreError('TASK_FAILED', `invalid or malformed argument: '${shown}'`, {
    at,
    hint: 'A template in the place of arguments has to give a map',
  })
}

export function hashNotSupported(scheme: string, known: readonly string[], at: SourcePosition): LongshoreError {
  return new LongshoreError('PLAYBOOK_INVALID', `vars_prompt: encrypt: '${scheme}' is not supported yet`, {
    at,
    hint: `Use ${known.join(' or ')}`,
  })
}
