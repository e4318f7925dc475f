import type { Diff, Step } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'

/** A part of a plan: steps, and what they say of themselves. */
export interface Part {
  readonly steps: readonly Step[]
  readonly diff: readonly Diff[]
  readonly notes: readonly string[]
  readonly values: Vars
}

export const NOTHING: Part = { steps: [], diff: [], notes: [], values: {} }

/** One after the other; values of later ones are above those of earlier ones. */
export function joinParts(parts: readonly Part[]): Part {
  return {
    steps: parts.flatMap((part) => part.steps),
    diff: parts.flatMap((part) => part.diff),
    notes: parts.flatMap((part) => part.notes),
    values: Object.assign({}, ...parts.map((part) => part.values)) as Vars,
  }
}
