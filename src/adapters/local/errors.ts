import { LongshoreError } from '../../base/longshore-error.ts'
import { assertNever } from '../../base/assert-never.ts'
import type { ProgramFailure } from '../shell-program/run-program.ts'

/** The failure of a program on this machine, as far as sudo has no part in it. */
export function localProgramFailed(
  host: string,
  failure: ProgramFailure,
  timeoutMs: number | undefined,
): LongshoreError {
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
