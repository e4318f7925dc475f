import { err, ok } from '../../base/result.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { EncryptedText } from '../../model/encrypted-text.ts'
import { notText } from './errors.ts'
import type { Vault } from './vault.ts'

/** The value of a `!vault` scalar. Whether it can be opened is found out when it is used. */
export function encryptedScalar(envelope: string, at: SourcePosition, vault: Vault): EncryptedText {
  const shown = 'a !vault value'
  return new EncryptedText(envelope, () => {
    const opened = vault.open(envelope, { shown, at })
    if (!opened.ok) return opened
    try {
      return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(opened.value))
    } catch {
      return err(notText(shown, at))
    }
  })
}
