import { assertNever } from '../../base/assert-never.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { ProgramFailure } from './run-program.ts'

export function environmentNameInvalid(name: string): LongshoreError {
  return new LongshoreError('VARS_INVALID', `'${name}' is not a name that a shell can export`, {
    hint: 'Names in environment: hold letters, digits and underscores, and do not start with a digit.',
  })
}

export function commandHoldsNul(where: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `${where} holds a NUL character, which no program can be given`, {
    hint: 'Bytes with NUL can be the content of a file, never an argument, a path or a variable.',
  })
}

export function commandIsEmpty(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'a command without a single word cannot be run', {
    hint: 'Give the program to run.',
  })
}

export function refusesToRemoveRoot(path: string): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    `'${path}' is not removed: it is the root or the working directory`,
    {
      hint: 'Name the file or the directory that is to go.',
    },
  )
}

/** The failure of a program, as far as sudo and the line have no part in it. */
export function programFailed(host: string, failure: ProgramFailure, timeoutMs: number | undefined): LongshoreError {
  switch (failure.kind) {
    case 'aborted':
      return new LongshoreError('INTERRUPTED', `the commands on ${host} were interrupted and ended`)
    case 'timed-out':
      return new LongshoreError(
        'COMMAND_TIMED_OUT',
        `the commands on ${host} did not end within ${(timeoutMs ?? 0) / 1000} s, and were ended`,
        { hint: 'Raise timeout: of the task if they need longer.' },
      )
    case 'password-wrong':
    case 'silent':
      return new LongshoreError('BECOME_FAILED', `sudo gave no shell on ${host}`)
    case 'ended-early':
      return new LongshoreError(
        'CONNECTION_LOST',
        `the shell on ${host} ended before its commands did${why(failure)}`,
        {
          hint: 'Was it killed, for want of memory or by somebody? See the system log.',
          cause: failure.end.lost,
        },
      )
    default:
      return assertNever(failure)
  }
}

function why(failure: ProgramFailure & { kind: 'ended-early' }): string {
  const { lost, signal, exitCode } = failure.end
  if (lost !== undefined) return `: ${lost.message}`
  if (signal !== undefined) return `: killed by ${signal}`
  return failure.said === '' ? `: exit code ${exitCode ?? 'unknown'}` : `: ${failure.said.split('\n').at(-1) ?? ''}`
}
