import { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { Result } from '../base/result.ts'
import type { SourcePosition } from '../base/source-position.ts'
import { isAbsentModule } from '../model/absent-modules.ts'
import { stderrText, stdoutText, type CommandOutput } from '../model/command-output.ts'
import type { Step } from '../model/plan.ts'
import { pythonText } from '../model/python-text.ts'
import { conditionWords } from '../model/condition-words.ts'
import { ON_REMOTE } from '../model/ansible-phrases.ts'
import { HOST_ORDERS, STRATEGIES } from '../model/playbook.ts'
import type { ErrorReport } from '../model/task-result.ts'

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

/** In the words of Ansible, for which this is the end of the run (plugins/strategy/__init__.py). */
export function handlerNotFound(name: string, known: readonly string[], at: SourcePosition): LongshoreError {
  const message = `The requested handler '${name}' was not found in either the main handlers list nor in the listening handlers list`
  return new LongshoreError('HANDLER_UNKNOWN', `${message}${didYouMean(name, known)}`, {
    at,
    ansible: { message },
    hint: 'A notify names a handler, or a topic that one listens to',
  })
}

/** A step whose command exited with something other than 0, in the words of the step where it has some. */
export function stepFailed(step: Step, output: CommandOutput): LongshoreError {
  if (step.explain) return step.explain(output)
  const said = (stderrText(output).trim() || stdoutText(output).trim()).slice(-2000)
  return new LongshoreError('COMMAND_FAILED', `could not ${step.summary}: ${said || `exit code ${output.exitCode}`}`)
}

/** In Ansible's words. */
export function taskTimedOut(action: string, seconds: number, at: SourcePosition): LongshoreError {
  const message = `The ${action} action failed to execute in the expected time frame (${seconds}) and was terminated`
  return new LongshoreError('COMMAND_TIMED_OUT', message, {
    at,
    hint: 'Raise the timeout keyword of the task (seconds; 0 for none)',
  })
}

export function unexpected(error: unknown): LongshoreError {
  const message = error instanceof Error ? error.message : String(error)
  return new LongshoreError('INTERNAL', `an unexpected error, which is a defect of Longshore: ${message}`, {
    cause: error,
    hint: 'Please report it with the journal of this run',
  })
}

export function runEnded(reason: string): LongshoreError {
  return new LongshoreError('INTERRUPTED', reason)
}

/** An error as it travels in events: text only. `at` is the error's own place, else the task's. */
export function report(error: LongshoreError, at?: SourcePosition): ErrorReport {
  const place = error.at ?? at
  return {
    code: error.code,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(place === undefined ? {} : { at: place }),
  }
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

export function factMissing(name: string): LongshoreError {
  return new LongshoreError('FACT_UNREADABLE', `the host did not answer the question about ${name}`)
}

export function undoFailed(step: Step, output: CommandOutput | undefined): LongshoreError {
  const said =
    output === undefined
      ? 'it was not reached'
      : stderrText(output).trim().slice(-2000) || `exit code ${output.exitCode}`
  return new LongshoreError('ROLLBACK_FAILED', `could not undo "${step.summary}": ${said}`, {
    hint: 'Look at the host: it is neither as before nor as asked',
  })
}

export function moduleMissing(name: string, at: SourcePosition): LongshoreError {
  if (isAbsentModule(name)) {
    return new LongshoreError('PLAYBOOK_INVALID', `The module ${name} of ansible-core is not supported`, {
      at,
      hint: 'Do it with command or shell, or bring a module of that name in library/',
    })
  }
  return new LongshoreError('PLAYBOOK_INVALID', `The module ${name} was not found in configured module paths`, { at })
}

/** Of several problems, the one to tell; there is always one. */
export function firstOf(errors: readonly LongshoreError[]): LongshoreError {
  return errors[0] ?? new LongshoreError('INTERNAL', 'a problem without words')
}

export function includedTooDeep(depth: number, at: SourcePosition): LongshoreError {
  return new LongshoreError('TASK_FAILED', `includes are ${depth} deep: they include each other without end`, {
    at,
    hint: 'Give the include that goes round a condition that ends it',
  })
}

/** In the words of Ansible (inventory/group.py). */
export function groupsInCircle(group: string, parent: string, at: SourcePosition): LongshoreError {
  const message = `Adding group '${group}' as child to '${parent}' creates a recursive dependency loop.`
  return new LongshoreError('TASK_FAILED', message, { at, hint: 'A group cannot be below a group that is below it' })
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

/** `--step` has nobody to ask any more. */
export function stepUnanswered(task: string, at: SourcePosition): LongshoreError {
  const message = `stdin ended before it was said whether to run '${task}'`
  return new LongshoreError('TASK_FAILED', message, {
    at,
    hint: 'Answer each task with y or n, or c for all that come',
  })
}
