import type { Expression } from './ast.ts'

/** A variable with a way into it and nothing else, such as `a.b['c'][0]`. */
export function isChain(node: Expression): boolean {
  if (node.kind === 'attribute') return isChain(node.of)
  if (node.kind === 'item') return isChain(node.of) && (node.key.kind === 'constant' || isChain(node.key))
  return node.kind === 'name'
}

const CHANGING = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'pop',
  'popitem',
  'clear',
  'reverse',
  'sort',
  'update',
  'setdefault',
])

/** Whether a method is called in it that changes a list or a dictionary: variables are copied for such a template. */
export function changesValues(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  const { kind, of } = node as { readonly kind?: unknown; readonly of?: unknown }
  if (kind === 'call' && isMethodThatChanges(of)) return true
  return Object.values(node).some(changesValues)
}

function isMethodThatChanges(of: unknown): boolean {
  return typeof of === 'object' && of !== null && 'name' in of && CHANGING.has(String(of.name))
}
