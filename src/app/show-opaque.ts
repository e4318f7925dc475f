import { EncryptedText } from '../model/encrypted-text.ts'
import { UnsafeText } from '../model/opaque-text.ts'

/** A value of lists and maps with what `show` gives in the place of each `!vault` or `!unsafe` value in it. What is one stays one. */
export function withOpaque(value: unknown, show: (opaque: EncryptedText | UnsafeText) => unknown): unknown {
  const shown = new Map<unknown, unknown>()
  const visit = (each: unknown): unknown => {
    if (each instanceof EncryptedText || each instanceof UnsafeText) return show(each)
    if (typeof each !== 'object' || each === null) return each
    if (!shown.has(each)) shown.set(each, visitAll(each, visit))
    return shown.get(each)
  }
  return visit(value)
}

function visitAll(value: object, visit: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(visit)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]))
}

/** Still encrypted, or marked, as ansible-inventory's JSON has it. */
export function asAnsibleJson(opaque: EncryptedText | UnsafeText): unknown {
  return opaque.toJSON()
}

/** The plain text where a password for it is given. */
export function openedWherePossible(opaque: EncryptedText | UnsafeText): string {
  const opened = opaque.open()
  return opened.ok ? opened.value : '[encrypted]'
}
