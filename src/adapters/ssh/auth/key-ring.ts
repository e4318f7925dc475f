import { readFile } from '../../../base/files-at-once.ts'
import ssh2, { type ParsedKey } from 'ssh2'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { messageOf } from '../message-of.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Secret } from '../../../base/secret.ts'
import { keyFormatUnknown, keyIsPublic, keyNeedsPassphrase, keyUnreadable, passphraseWrong } from './errors.ts'
import { fromPkcs8 } from './openssh-key.ts'

/** Private keys by path, each read and decrypted once: decrypting is slow on purpose, and a fleet shares its key. */
export class KeyRing {
  readonly #keys = new Map<string, Promise<Result<ParsedKey, LongshoreError>>>()

  load(path: string, passphrase: Secret | undefined): Promise<Result<ParsedKey, LongshoreError>> {
    const id = JSON.stringify([path, passphrase?.reveal()])
    const loaded = this.#keys.get(id) ?? loadKey(path, passphrase?.reveal())
    this.#keys.set(id, loaded)
    return loaded
  }
}

/** The public key beside a private one, where there is a `.pub`: it names a key that only the agent can use. */
export async function publicKeyBeside(path: string): Promise<Buffer | undefined> {
  try {
    const parsed = ssh2.utils.parseKey(await readFile(`${path.replace(/\.pub$/, '')}.pub`))
    return parsed instanceof Error ? undefined : parsed.getPublicSSH()
  } catch {
    return undefined
  }
}

async function loadKey(path: string, passphrase: string | undefined): Promise<Result<ParsedKey, LongshoreError>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    return err(keyUnreadable(path, error))
  }
  return parsePrivateKey(text, path, passphrase)
}

/** Parses OpenSSH, PEM and PKCS8 private keys. `path` is for the error. */
export function parsePrivateKey(
  text: string,
  path: string,
  passphrase: string | undefined,
): Result<ParsedKey, LongshoreError> {
  let readable = text
  if (/-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text)) {
    if (text.includes('BEGIN ENCRYPTED') && passphrase === undefined) return err(keyNeedsPassphrase(path))
    try {
      readable = fromPkcs8(text, passphrase) ?? text
    } catch (error) {
      if (text.includes('BEGIN ENCRYPTED')) return err(passphraseWrong(path))
      return err(keyFormatUnknown(path, messageOf(error)))
    }
  }
  const parsed = ssh2.utils.parseKey(readable, passphrase)
  const key: ParsedKey | Error = Array.isArray(parsed) ? (parsed[0] as ParsedKey) : parsed
  if (key instanceof Error) return err(explain(key, path, passphrase))
  if (!key.isPrivateKey()) return err(keyIsPublic(path))
  return ok(key)
}

function explain(error: Error, path: string, passphrase: string | undefined): LongshoreError {
  if (/no passphrase given/i.test(error.message)) return keyNeedsPassphrase(path)
  if (passphrase !== undefined && /integrity|decrypt|bad passphrase|malformed/i.test(error.message)) {
    return passphraseWrong(path)
  }
  return keyFormatUnknown(path, error.message)
}
