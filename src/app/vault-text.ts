import { readFileSync } from 'node:fs'
import type { Vault } from '../loader/vault/vault.ts'
import { isEncrypted } from '../model/vault/envelope.ts'

/** The text of a file, decrypted where it is encrypted: for lookups. Throws as `node:fs` does, or what the vault says. */
export function textOfFile(path: string, vault: Vault): string {
  const bytes = readFileSync(path)
  if (!isEncrypted(bytes)) return bytes.toString('utf8')
  const opened = vault.open(bytes.toString('latin1'), { shown: path })
  if (!opened.ok) throw opened.error
  return opened.value.toString('utf8')
}
