import { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { SourcePosition } from '../base/source-position.ts'
import { conditionWords } from '../model/condition-words.ts'
import { ON_REMOTE } from '../model/ansible-phrases.ts'

export function recursiveVariable(circle: readonly string[]): LongshoreError {
  return new LongshoreError(
    'TEMPLATE_INVALID',
    `recursive loop detected in template string: the variable ${circle[0] ?? ''} needs itself: ${circle.join(' -> ')}`,
    {
      hint: 'Break the circle: give one of these variables a value of its own, or another name',
    },
  )
}

/** In the words of Ansible (executor/task_executor.py, `_get_loop_items`). */
export function loopNotAList(found: Result<string, unknown>, at: SourcePosition): LongshoreError {
  const shown = found.ok ? found.value : 'something else'
  const message = `Invalid data passed to 'loop', it requires a list, got this instead: ${shown}.`
  const hint =
    'If it is one element of a list, wantlist=True in the lookup or query gives the list; for a map: | dict2items'
  return new LongshoreError('TASK_FAILED', message, {
    at,
    hint,
    ansible: { message: `${message} ${LIST_WANTED}` },
  })
}

const LIST_WANTED =
  'Hint: If you passed a list/dict of just one element, try adding wantlist=True to your lookup invocation or use q/query instead of lookup.'

/** In the words of Ansible (playbook/conditional.py). */
export function conditionFailed(expression: string, error: LongshoreError, at: SourcePosition): LongshoreError {
  const isUndefined = error.code === 'VARIABLE_UNDEFINED'
  const during = isUndefined ? `error while evaluating conditional (${expression}): ` : ''
  const message = `The conditional check '${expression}' failed. The error was: ${during}${error.message}`
  return new LongshoreError(error.code, message, {
    at,
    ...(error.hint !== undefined && { hint: error.hint }),
    ansible: conditionWords(expression, error),
  })
}

export function lookupInRendered(expression: string): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', `'${expression}' came out of braces, and looks something up`, {
    hint: 'Write the lookup into the condition itself, without braces around it',
  })
}

export function labelNotRendered(error: LongshoreError, at: SourcePosition): LongshoreError {
  const message = `Failed to template loop_control.label: ${error.message}`
  return new LongshoreError(error.code, message, { at, ...(error.hint !== undefined && { hint: error.hint }) })
}

/** In the words of Ansible (vars/manager.py), as are those of the next. */
export function varsFileMissing(names: readonly string[], at: SourcePosition): LongshoreError {
  const message = `vars file ${names.join(', ')} was not found`
  const hint = 'Names are relative to the playbook, or to vars/ beside it; a list means the first that is there'
  const ansible = { message: `${message}\nCould not find file on the Ansible Controller.\n${ON_REMOTE}` }
  return new LongshoreError('FILE_UNREADABLE', message, { at, hint, ansible })
}

export function varsFileNameUndefined(name: string, error: LongshoreError, at: SourcePosition): LongshoreError {
  const message = `an undefined variable was found when attempting to template the vars_files item '${name}'`
  return new LongshoreError('VARIABLE_UNDEFINED', message, { at, hint: error.message })
}
