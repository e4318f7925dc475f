import { randomBytes } from 'node:crypto'
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { errnoOf, fileUnreadable } from '../loader/errors.ts'
import { isEncrypted } from '../model/vault/envelope.ts'
import { seal, type Vault, type VaultSecret } from '../loader/vault/vault.ts'
import { alreadyEncrypted, fileNotWritten, notEncrypted } from './vault-errors.ts'

/** What a verb makes of the bytes of a file. `shown` names the file in errors. */
export type Change = (bytes: Buffer, shown: string) => Result<Buffer, LongshoreError>

export function encrypting(secret: VaultSecret): Change {
  return (bytes, shown) => (isEncrypted(bytes) ? err(alreadyEncrypted(shown)) : ok(Buffer.from(seal(bytes, secret))))
}

export function decrypting(vault: Vault): Change {
  return (bytes, shown) =>
    isEncrypted(bytes) ? vault.open(bytes.toString('latin1'), { shown }) : err(notEncrypted(shown))
}

export function rekeying(vault: Vault, secret: VaultSecret): Change {
  const decrypted = decrypting(vault)
  return (bytes, shown) => {
    const plain = decrypted(bytes, shown)
    return plain.ok ? ok(Buffer.from(seal(plain.value, secret))) : plain
  }
}

export async function readBytes(path: string, shown: string): Promise<Result<Buffer, LongshoreError>> {
  try {
    return ok(await readFile(path))
  } catch (cause) {
    return err(fileUnreadable(shown, cause))
  }
}

/**
 * Puts the bytes in the place of a file in one step: a reader sees the old ones or the new ones, also after a crash. Mode
 * and owner are kept, a symlink is written through; a file that was not there gets mode 0600.
 */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<Result<void, LongshoreError>> {
  let temporary: string | undefined
  try {
    const before = await statIfThere(path)
    const target = before === undefined ? path : await realpath(path)
    const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`)
    const file = await open(beside, 'wx', 0o600)
    temporary = beside
    try {
      await file.writeFile(bytes)
      if (before !== undefined) {
        const created = await file.stat()
        if (created.uid !== before.uid || created.gid !== before.gid) await file.chown(before.uid, before.gid)
        await file.chmod(before.mode & 0o7777)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, target)
    return ok(undefined)
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true })
    return err(fileNotWritten(path, cause))
  }
}

async function statIfThere(path: string) {
  try {
    return await stat(path)
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined
    throw cause
  }
}
