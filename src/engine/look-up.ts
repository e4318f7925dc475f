import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Loop } from '../model/playbook.ts'
import type { Templater } from '../ports/templater.ts'
import { observed } from './variables/layer.ts'
import type { LayeredScope } from './variables/layered-scope.ts'

/**
 * The list that `with_NAME` loops over. `items` opens lists one level deep, `flattened` to the end, `list` not at all;
 * any other is the lookup of that name with the rendered terms, as `query` gives it.
 */
export function lookedUp(
  { lookup: name = 'items', items }: Loop,
  scope: LayeredScope,
  templater: Templater,
  module: string,
): Result<unknown, LongshoreError> {
  const rendered = name === 'first_found' ? knownTerms(items, scope, templater) : templater.renderDeep(items, scope)
  if (!rendered.ok) return rendered
  const terms = termsOf(name, rendered.value)
  if (name === 'list') return ok(terms)
  if (name === 'items') return ok(terms.flat(1))
  if (name === 'flattened') return ok(terms.flat(Infinity))
  const names = terms.map((_, index) => `__term_${index}`)
  const given = terms.map((term, index) => [`__term_${index}`, term] as const)
  const vars = { ...Object.fromEntries(given), __files_of_kind: kindOfFiles(module) }
  const list = templater.evaluate(`query(${[`'${name}'`, ...names].join(', ')})`, scope.with(observed(vars)))
  return list.ok ? list : err(inOwnWords(list.error))
}

/** The folder of a role that `first_found` looks in for a task (Ansible: executor/task_executor.py). */
function kindOfFiles(module: string): string {
  if (module.includes('template')) return 'templates'
  return module.includes('var') ? 'vars' : 'files'
}

/** A loop says what its lookup says, and not that one ran (Ansible). */
function inOwnWords({ code, message, hint, at, ansible }: LongshoreError): LongshoreError {
  const said = code === 'TEMPLATE_INVALID' ? (ansible?.cause ?? message) : message
  return new LongshoreError(code, said, {
    ...(hint !== undefined && { hint }),
    ...(at !== undefined && { at }),
    ...(said === message && ansible && { ansible }),
  })
}

/** Terms of `first_found` that are undefined are passed over (Ansible: executor/task_executor.py, `_get_loop_items`). */
function knownTerms(items: unknown, scope: LayeredScope, templater: Templater): Result<unknown, LongshoreError> {
  if (!Array.isArray(items)) return templater.renderDeep(items, scope)
  const known: unknown[] = []
  for (const item of items as readonly unknown[]) {
    const rendered = templater.renderDeep(item, scope)
    if (rendered.ok) known.push(rendered.value)
    else if (rendered.error.code !== 'VARIABLE_UNDEFINED') return rendered
  }
  return ok(known)
}

/** What is no list is the one term. Going over a map gives its names, as in Python. */
function termsOf(name: string, rendered: unknown): readonly unknown[] {
  if (Array.isArray(rendered)) return rendered
  const isMap = typeof rendered === 'object' && rendered !== null
  return isMap && name !== 'dict' && name !== 'subelements' && name !== 'first_found'
    ? Object.keys(rendered)
    : [rendered]
}
