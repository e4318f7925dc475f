import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import type { Chain } from './chain.ts'

/** What a chain leads to: a value, or the name that is not there. */
export type Resolved =
  | { readonly found: true; readonly value: unknown }
  | { readonly found: false; readonly missing: string; readonly cause?: LongshoreError }

/** Follows a chain from the scope. Errors other than "undefined" of the scope are passed on. */
export function resolveChain(chain: Chain, scope: TemplateScope): Result<Resolved, LongshoreError> {
  const root = scope.get(chain.root)
  if (!root.ok) {
    if (root.error.code !== 'VARIABLE_UNDEFINED') return root
    return ok({ found: false, missing: chain.root, cause: root.error })
  }
  if (root.value === undefined) return ok({ found: false, missing: chain.root })
  let value: unknown = root.value
  let walked = chain.root
  for (const part of chain.path) {
    const key = keyOf(part, scope)
    if (!key.ok) return key
    if (!key.value.found) return ok(key.value)
    walked += typeof key.value.value === 'number' ? `[${key.value.value}]` : `.${String(key.value.value)}`
    const next = member(value, key.value.value)
    if (next === undefined) return ok({ found: false, missing: walked })
    value = next
  }
  return ok({ found: true, value })
}

/** A member of a map, list or text as Python's subscript finds it, or undefined. */
export function member(value: unknown, key: unknown): unknown {
  if (Array.isArray(value) || typeof value === 'string') {
    return typeof key === 'number' || typeof key === 'bigint' ? value.at(Number(key)) : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const name = typeof key === 'string' ? key : String(key)
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

function keyOf(part: string | number | Chain, scope: TemplateScope): Result<Resolved, LongshoreError> {
  return typeof part === 'object' ? resolveChain(part, scope) : ok({ found: true, value: part })
}
