import { EncryptedText } from '../model/encrypted-text.ts'

/** A value of lists and maps with what `show` gives in the place of each `!vault` value in it. */
export function withEncrypted(value: unknown, show: (encrypted: EncryptedText) => unknown): unknown {
  if (value instanceof EncryptedText) return show(value)
  if (Array.isArray(value)) return value.map((item) => withEncrypted(item, show))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withEncrypted(item, show)]))
}

/** Still encrypted, as ansible-inventory's JSON has it. */
export function asAnsibleJson(encrypted: EncryptedText): unknown {
  return encrypted.toJSON()
}

/** The plain text where a password for it is given. */
export function openedWherePossible(encrypted: EncryptedText): string {
  const opened = encrypted.open()
  return opened.ok ? opened.value : '[encrypted]'
}
