import type { Vars } from '../../model/vars.ts'

/**
 * One level of variable precedence. `templated` layers hold what an operator wrote: their strings are templates.
 * Others hold what a host or a module said: it is data, and is never rendered again, whatever it contains.
 */
export interface Layer {
  readonly vars: Vars
  readonly templated: boolean
  /** It answers for its names, and is not listed among all variables. */
  readonly unlisted?: boolean
}

export function written(vars: Vars): Layer {
  return { vars, templated: true }
}

export function observed(vars: Vars): Layer {
  return { vars, templated: false }
}
