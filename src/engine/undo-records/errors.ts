import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import type { RollbackStatus } from '../../model/rollback-status.ts'
import { guardReport, statusOfOutcome, type GuardReport, type RestoreOutcome } from './guard-report.ts'
import { REFUSALS } from './host-scripts.ts'

/** Why a program that was to change a host did not begin. */
export function recordRefused(host: string, output: CommandOutput): LongshoreError {
  const report = guardReport(output)
  switch (output.exitCode) {
    case REFUSALS.guardFired:
      return guardFired(host, report)
    case REFUSALS.otherGuard:
      return otherGuard(host, report)
    case REFUSALS.busy:
      return new LongshoreError('TASK_FAILED', `${host} is being put back, or changed by another run, at this moment`, {
        hint: 'Nothing was changed. Run it again when that is over',
      })
    case REFUSALS.notArmed:
      return new LongshoreError('TASK_FAILED', `the guard of ${host} could not be armed${said(output)}`, {
        hint: 'Nothing was changed. Without a guard: transaction: true',
      })
    default:
      return new LongshoreError('TASK_FAILED', `how to undo this could not be kept on ${host}${said(output)}`, {
        hint: 'Nothing is changed that cannot be undone. Is its disk full or read-only? See /var/lib/longshore there',
      })
  }
}

/** The host did not hear from the controller in time, and went its way. */
export function guardFired(host: string, report: GuardReport | undefined): LongshoreError {
  const outcome = report?.outcome
  const isBack = statusOfOutcome(outcome) === 'done'
  const end = outcome === undefined ? 'what came of it is not known' : outcomeText(outcome)
  return new LongshoreError('GUARD_FIRED', `the guard of ${host} has put the host back by itself: ${end}`, {
    hint: isBack
      ? 'It had not heard from here in time. The host is as it was before the transaction'
      : 'Look at the host first. Once more: longshore runs rollback RUN',
    ...(report === undefined ? {} : { cause: report }),
  })
}

/** For who comes to a host after its guard fired and put everything back. */
export function firedBefore(host: string, { run = '?', by = 'somebody', outcome }: GuardReport): string {
  const end = outcome === undefined ? '' : `: ${outcomeText(outcome)}`
  const at = outcome?.at === undefined ? '' : ` at ${outcome.at}`
  return `${host}: the guard of run ${run} by ${by} had put it back${at}${end}`
}

/** What became of a host whose guard was faster, where one of these errors says so. */
export function statusByGuard(errors: readonly LongshoreError[]): RollbackStatus | undefined {
  const fired = errors.find(({ code }) => code === 'GUARD_FIRED')
  return fired === undefined ? undefined : statusOfOutcome((fired.cause as GuardReport | undefined)?.outcome)
}

export function otherGuard(host: string, report: GuardReport | undefined): LongshoreError {
  const { state = 'gone', run = 'another one', by = 'somebody', since = '?', deadline = '?', outcome } = report ?? {}
  const of = `run ${run} by ${by}, since ${since}`
  if (state === 'fired') {
    const end = outcome === undefined ? 'what came of it is not known' : outcomeText(outcome)
    return new LongshoreError('TASK_FAILED', `the guard of ${host} fired (${of}): ${end}`, {
      hint: `Nothing was changed. Look at the host, then put the rest back: longshore runs rollback ${run}`,
    })
  }
  const does = state === 'firing' ? 'is putting it back now' : `puts it back at ${deadline} unless it hears of its run`
  return new LongshoreError('TASK_FAILED', `${host} has a guard (${of}), which ${does}`, {
    hint: `Nothing was changed. Wait for it, or end it: longshore runs resume ${run}, or longshore runs rollback ${run}`,
  })
}

/** Records of a host could not all be undone. */
export function restoreFailed(host: string, outcome: RestoreOutcome | undefined): LongshoreError {
  const end = outcome === undefined ? 'it does not say what came of it' : outcomeText(outcome)
  return new LongshoreError('ROLLBACK_FAILED', `${host} is not as it was: ${end}`, {
    hint:
      outcome?.state === 'refused'
        ? LATER_FIRST
        : 'Look at the host. What could not be undone is tried again by: longshore runs rollback RUN',
  })
}

const LATER_FIRST = 'Nothing was undone. Roll the later run back first, or keep what there is'

export function outcomeText({ state, troubles }: RestoreOutcome): string {
  if (state === 'nothing') return 'there was nothing to undo'
  if (state === 'restored') return 'everything was undone and verified'
  if (state === 'forgotten') return 'the host keeps the records of the last runs only, and none of this one any more'
  return troubles.length === 0 ? state : troubles.join('; ')
}

function said(output: CommandOutput): string {
  const text = stderrText(output).trim().slice(-1000)
  return text === '' ? '' : `: ${text}`
}
