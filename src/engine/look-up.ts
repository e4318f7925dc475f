import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Templater } from '../ports/templater.ts'
import { observed } from './variables/layer.ts'
import type { LayeredScope } from './variables/layered-scope.ts'

/**
 * The list that `with_NAME` loops over, from its rendered terms. `items` opens lists one level deep, `flattened` to the
 * end, `list` not at all; any other is the lookup of that name, as `query` gives it.
 */
export function lookedUp(
  name: string,
  rendered: unknown,
  scope: LayeredScope,
  templater: Templater,
): Result<unknown, LongshoreError> {
  const terms = termsOf(name, rendered)
  if (name === 'list') return ok(rendered)
  if (name === 'items') return ok(terms.flat(1))
  if (name === 'flattened') return ok(terms.flat(Infinity))
  const names = terms.map((_, index) => `__term_${index}`)
  const vars = Object.fromEntries(terms.map((term, index) => [`__term_${index}`, term]))
  return templater.evaluate(`query(${[`'${name}'`, ...names].join(', ')})`, scope.with(observed(vars)))
}

/** What is no list is the one term. Going over a map gives its names, as in Python. */
function termsOf(name: string, rendered: unknown): readonly unknown[] {
  if (Array.isArray(rendered)) return rendered
  const isMap = typeof rendered === 'object' && rendered !== null
  return isMap && name !== 'dict' && name !== 'subelements' ? Object.keys(rendered) : [rendered]
}
