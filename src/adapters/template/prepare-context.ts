import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import type { Rewritten } from './compile.ts'
import { KeyOrder } from './key-order.ts'
import { resolveChain, type Resolved } from './resolve-chain.ts'
import { CHAIN_VARIABLE } from './rewrite.ts'

/** What is copied into minijinja for one evaluation: the values that it names, and nothing else. */
export interface Prepared {
  readonly context: Readonly<Record<string, unknown>>
  readonly order: KeyOrder
  /** Chains that lead nowhere, by their text. */
  readonly missing: ReadonlyMap<string, Resolved & { readonly found: false }>
}

export function prepareContext(compiled: Rewritten, scope: TemplateScope): Result<Prepared, LongshoreError> {
  const context: Record<string, unknown> = {}
  const missing = new Map<string, Resolved & { readonly found: false }>()
  for (const [index, chain] of compiled.chains.entries()) {
    const resolved = resolveChain(chain, scope)
    if (!resolved.ok) return resolved
    if (resolved.value.found) context[`${CHAIN_VARIABLE}${index}`] = settled(resolved.value.value)
    else missing.set(chain.text, resolved.value)
  }
  for (const name of compiled.bound) {
    const value = scope.get(name)
    if (value.ok && value.value !== undefined) context[name] = settled(value.value)
  }
  return ok({ context, order: new KeyOrder(Object.values(context), compiled.literals), missing })
}

/**
 * A map of getters (`hostvars`) as a plain one: minijinja reads values while it is busy, when a getter that renders
 * cannot call it again. Told by its first property, so that other values cost nothing.
 */
function settled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  for (const first in value) {
    if (Object.getOwnPropertyDescriptor(value, first)?.get === undefined) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, item]) => (item === undefined ? [] : [[name, settled(item)]])),
    )
  }
  return value
}
