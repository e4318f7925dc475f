import { varsMissing } from '../../app/runs/errors.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Vars } from '../../model/vars.ts'
import type { KeptRequest } from '../../ports/run-store.ts'
import type { RunFlags } from '../run-flags.ts'

/** A run as the command line asked for it, and keeps it. Values of `-e` may be secret: their names alone are kept. */
export interface Asked {
  readonly cwd: string
  readonly playbooks: readonly string[]
  readonly flags: Omit<RunFlags, 'extraVars'>
  readonly extraVars: readonly string[]
}

export function askedFor(
  playbooks: readonly string[],
  { extraVars: _withheld, ...flags }: RunFlags,
  names: readonly string[],
  cwd: string,
): Asked {
  return { cwd, playbooks, flags, extraVars: names }
}

/** Variables that the run had from the command line and has not now, or the other way round. */
export function otherVars(request: KeptRequest, extraVars: Vars): LongshoreError | undefined {
  const had = (request.asked as Asked).extraVars
  const has = Object.keys(extraVars)
  const differing = [...had.filter((name) => !has.includes(name)), ...has.filter((name) => !had.includes(name))]
  return differing.length === 0 ? undefined : varsMissing(differing)
}
