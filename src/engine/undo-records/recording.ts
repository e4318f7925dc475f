import { createHash } from 'node:crypto'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { GuardNews } from '../../model/guard-news.ts'
import type { Step } from '../../model/plan.ts'
import {
  sharedShell,
  shell,
  type PlainCommand,
  type RecordCommand,
  type RemoteCommand,
} from '../../model/remote-command.ts'
import type { UndoPlace } from '../../model/run-event/undo-place.ts'
import { firedBefore, recordRefused } from './errors.ts'
import { guardReport, type GuardReport } from './guard-report.ts'
import { GUARD_PROGRAM } from './guard-program.ts'
import { ENTER, ENTER_UNGUARDED, FENCE, FORGET, RECORD, REFUSALS } from './host-scripts.ts'
import { pathsOf } from './paths-of.ts'

/** Whose records these are; see `EngineDeps.undoRecords`. */
export interface RecordTerms {
  readonly run: string
  /** Who runs it and where, for who finds the records. */
  readonly by: string
  /** Of the records on hosts. Absent: the usual one, of root or of the user that acts. */
  readonly folder?: string
  /** What steps say of themselves is kept there for years to come: no secret stands in it. */
  readonly mask?: (text: string) => string
}

/** How one change is recorded on the host that it is made on. */
export interface Recording {
  readonly terms: RecordTerms
  readonly place: UndoPlace
  /** Name of the host, as the run has it. */
  readonly host: string
  /** No other change of the run has it. */
  readonly change: string
  /** Numbers of the transactions that it is part of. */
  readonly scopes: readonly number[]
  /** The host waits for the controller, so many seconds, and puts back what this transaction did when it does not come. */
  readonly guard?: { readonly scope: number; readonly seconds: number }
  /** A handler that cannot be undone runs again after an undo. */
  readonly isHandler: boolean
  /** It changes nothing, whatever it runs. */
  readonly isHarmless: boolean
  /** Changes that came to nothing: their records go. */
  readonly forget: readonly string[]
}

/**
 * Commands that run steps, each after its undo was recorded. `isStep` says which of them are the steps. Where the host may have
 * a guard that this recording does not know of, `mindsGuard` deals with it; without it they end at once there.
 */
export function recordedCommands(
  steps: readonly Step[],
  recording: Recording,
  mindsGuard = recording.guard !== undefined,
): readonly { readonly command: RemoteCommand; readonly isStep: boolean }[] {
  const other = (command: RemoteCommand) => ({ command, isStep: false })
  return [
    other(enter(recording, mindsGuard)),
    ...(recording.forget.length === 0 ? [] : [other(forgetCommand(recording, recording.forget))]),
    ...steps.flatMap((step, index) => [
      ...recordsOf(step, index, recording).map(other),
      { command: step.run, isStep: true },
    ]),
  ]
}

export interface ReadRecorded {
  readonly outputs: readonly CommandOutput[]
  readonly refusal?: LongshoreError
  /** A guard that had put the host back, and that is put away now. */
  readonly news?: News
}

export interface News {
  readonly message: string
  readonly guard: GuardNews
}

/** What the steps said, as far as they came; and why they came no further, where that is no fault of theirs. */
export function readRecorded(
  commands: readonly { readonly isStep: boolean }[],
  outputs: readonly CommandOutput[],
  recording: Recording,
): ReadRecorded {
  const last = outputs.at(-1)
  const [entered] = outputs
  const fired = entered?.exitCode === 0 ? guardReport(entered) : undefined
  const isRefused = last !== undefined && commands[outputs.length - 1]?.isStep === false && last.exitCode !== 0
  return {
    outputs: outputs.filter((_output, index) => commands[index]?.isStep),
    ...(isRefused ? { refusal: recordRefused(recording.host, last) } : {}),
    ...(fired === undefined ? {} : { news: newsOf(recording.host, fired) }),
  }
}

function newsOf(found: string, fired: GuardReport): News {
  const { host = found, run = '?', outcome } = fired
  return {
    message: firedBefore(found, fired),
    guard: { host, run, ...(outcome?.at === undefined ? {} : { at: outcome.at }) },
  }
}

/** Keeps the guard off while a program undoes, or fails where that was faster. */
export function fenceOf({ guard, ...recording }: Recording): readonly PlainCommand[] {
  return guard === undefined ? [] : [shell(FENCE, ...placeOf({ guard, ...recording }), String(guard.seconds))]
}

export function forgetCommand(recording: Recording, changes: readonly string[]): PlainCommand {
  return shell(FORGET, ...placeOf(recording), ...changes)
}

/** The words that every script begins with. */
export function placeOf({ terms, host, guard }: Pick<Recording, 'terms' | 'host' | 'guard'>): readonly string[] {
  return [terms.folder ?? '', terms.run, host, guard === undefined ? '' : String(guard.scope)]
}

/** Nothing was done: there is a guard on the host, which has to be looked at. */
export function endedAtGuard([entered]: readonly CommandOutput[]): boolean {
  return entered?.exitCode === REFUSALS.guardThere
}

function enter(recording: Recording, mindsGuard: boolean): PlainCommand {
  const { terms, guard } = recording
  const words = [...placeOf(recording), terms.by]
  if (!mindsGuard) return sharedShell(ENTER_UNGUARDED, ...words)
  const command = shell(ENTER, ...words, guard === undefined ? '' : String(guard.seconds))
  return guard === undefined ? command : { ...command, stdin: GUARD_PROGRAM }
}

/** A step that leaves nothing of its own has none. */
function recordsOf(step: Step, index: number, recording: Recording): readonly RecordCommand[] {
  const { change, scopes, isHandler, isHarmless, terms } = recording
  const isLasting = step.undo === undefined && step.refresh === undefined
  if (isLasting && isHarmless) return []
  const refresh = step.refresh ?? (isLasting && isHandler ? [step.run] : [])
  const undo = step.undo ?? []
  if (!isLasting && undo.length === 0 && refresh.length === 0) return []
  const words = [
    ...placeOf(recording),
    `${change}-${index + 1}`,
    scopes.join(' '),
    refresh.length === 0 ? '-' : keyOf(refresh),
    isLasting && refresh.length === 0 ? 'no' : 'yes',
    (terms.mask?.(step.summary) ?? step.summary).replaceAll(/\s+/g, ' '),
  ]
  return [{ kind: 'record', script: RECORD, args: [...words, ...pathsOf(undo)], undo, refresh }]
}

/** The same for the same commands, whatever secrets are in them. */
function keyOf(commands: readonly PlainCommand[]): string {
  return createHash('sha256').update(JSON.stringify(commands)).digest('hex').slice(0, 16)
}
