import { EncryptedText } from '../model/encrypted-text.ts'
import { UnsafeText } from '../model/opaque-text.ts'

/** A value of lists and maps with what `show` gives in the place of each `!vault` or `!unsafe` value in it. */
export function withOpaque(value: unknown, show: (opaque: EncryptedText | UnsafeText) => unknown): unknown {
  if (value instanceof EncryptedText || value instanceof UnsafeText) return show(value)
  if (Array.isArray(value)) return value.map((item) => withOpaque(item, show))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withOpaque(item, show)]))
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
