import { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { SourcePosition } from '../base/source-position.ts'
import { isAbsentModule } from '../model/absent-modules.ts'
import { stderrText, stdoutText, type CommandOutput } from '../model/command-output.ts'
import type { Step } from '../model/plan.ts'
import type { ErrorReport } from '../model/task-result.ts'

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

/** `--step` has nobody to ask any more. */
export function stepUnanswered(task: string, at: SourcePosition): LongshoreError {
  const message = `stdin ended before it was said whether to run '${task}'`
  return new LongshoreError('TASK_FAILED', message, {
    at,
    hint: 'Answer each task with y or n, or c for all that come',
  })
}
