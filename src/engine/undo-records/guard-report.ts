import { stdoutText, type CommandOutput } from '../../model/command-output.ts'
import type { RollbackStatus } from '../../model/rollback-status.ts'

/** What a host says of the guard on it. */
export interface GuardReport {
  readonly state: 'armed' | 'firing' | 'fired' | 'gone'
  readonly run?: string
  readonly host?: string
  readonly by?: string
  /** ISO 8601. */
  readonly since?: string
  readonly deadline?: string
  /** Of one that fired. */
  readonly outcome?: RestoreOutcome
}

/** What came of undoing records on the host. */
export interface RestoreOutcome {
  /** `refused`: a later run changed the same paths. `forgotten`: the host keeps no records of the run any more. */
  readonly state: 'nothing' | 'restored' | 'failed' | 'refused' | 'forgotten'
  readonly at?: string
  /** What went wrong, a sentence each. */
  readonly troubles: readonly string[]
}

/** The facts on stdout, a word and its value a line. */
export function guardReport(output: CommandOutput): GuardReport | undefined {
  const lines = linesOf(output)
  const found = (key: string) => lines.find(([word]) => word === `guard-${key}`)?.[1]
  const state = found('state')
  if (state === undefined) return undefined
  const words = Object.fromEntries(
    ['run', 'host', 'by', 'since', 'deadline'].flatMap((key) => {
      const value = found(key)
      return value === undefined ? [] : [[key, value]]
    }),
  )
  const outcome = restoreOutcome(
    lines.flatMap(([word, value]) => (word.startsWith('guard-outcome-') ? [[word.slice(14), value] as const] : [])),
  )
  const isKnown = state === 'armed' || state === 'firing' || state === 'fired'
  return { state: isKnown ? state : 'gone', ...words, ...(outcome === undefined ? {} : { outcome }) }
}

export function restoreOutcomeOf(output: CommandOutput): RestoreOutcome | undefined {
  return restoreOutcome(linesOf(output))
}

/** A host that its guard put back is as before; one that it could not, or did not tell of, is between two states. */
export function statusOfOutcome(outcome: RestoreOutcome | undefined): RollbackStatus {
  if (outcome === undefined) return 'impossible'
  return outcome.state === 'restored' || outcome.state === 'nothing' ? 'done' : 'failed'
}

type Line = readonly [word: string, value: string]

function linesOf(output: CommandOutput): readonly Line[] {
  return stdoutText(output)
    .split('\n')
    .map((line) => [/^\S*/.exec(line)?.[0] ?? '', line.replace(/^\S* ?/, '')] as const)
}

function restoreOutcome(lines: readonly Line[]): RestoreOutcome | undefined {
  const state = lines.find(([word]) => word === 'state')?.[1]
  if (state === undefined) return undefined
  const at = lines.find(([word]) => word === 'at')?.[1]
  return {
    state: STATES.find((known) => known === state) ?? 'failed',
    troubles: lines.flatMap(([word, value]) => (TROUBLES[word] === undefined ? [] : [TROUBLES[word](value)])),
    ...(at === undefined ? {} : { at }),
  }
}

const STATES = ['nothing', 'restored', 'failed', 'refused', 'forgotten'] as const

const TROUBLES: Readonly<Record<string, (value: string) => string>> = {
  failed: (value) => `failed ${value}`,
  left: (value) => `nobody can undo this: ${value}`,
  differs: (value) => `not as before: ${value}`,
  later: (value) => {
    const [run = '', ...path] = value.split(' ')
    return `${path.join(' ')} was changed again by the later run ${run}`
  },
}
