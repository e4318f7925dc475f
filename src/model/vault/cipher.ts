import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../../base/secret.ts'
import type { Envelope } from './envelope.ts'

/** The three keys that Ansible derives from a password and a salt (parsing/vault: VaultAES256). */
export interface VaultKeys {
  readonly cipher: Buffer
  readonly hmac: Buffer
  readonly counter: Buffer
}

export type DeriveKeys = (password: Secret, salt: Buffer) => VaultKeys

const ITERATIONS = 10_000
const SALT_BYTES = 32
const BLOCK = 16

/** Some ten milliseconds of work: callers keep what it gives. */
export function deriveKeys(password: Secret, salt: Buffer): VaultKeys {
  const bytes = pbkdf2Sync(Buffer.from(password.reveal(), 'utf8'), salt, ITERATIONS, 80, 'sha256')
  return { cipher: bytes.subarray(0, 32), hmac: bytes.subarray(32, 64), counter: bytes.subarray(64, 80) }
}

export function newSalt(): Buffer {
  return randomBytes(SALT_BYTES)
}

/** The plain bytes, or undefined where the keys are not those it was encrypted with, or it was changed since. */
export function decrypt({ hmac, ciphertext }: Envelope, keys: VaultKeys): Buffer | undefined {
  if (!timingSafeEqual(hmac, authenticate(ciphertext, keys))) return undefined
  const decipher = createDecipheriv('aes-256-ctr', keys.cipher, keys.counter)
  const padded = Buffer.concat([decipher.update(ciphertext), decipher.final()])
  const padding = padded.at(-1) ?? 0
  return padding >= 1 && padding <= BLOCK ? padded.subarray(0, padded.length - padding) : undefined
}

export function encrypt(plain: Uint8Array, salt: Buffer, keys: VaultKeys, id: string | undefined): Envelope {
  const padding = BLOCK - (plain.length % BLOCK)
  const cipher = createCipheriv('aes-256-ctr', keys.cipher, keys.counter)
  const ciphertext = Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(padding, padding)),
    cipher.final(),
  ])
  return { id, salt, hmac: authenticate(ciphertext, keys), ciphertext }
}

function authenticate(ciphertext: Buffer, keys: VaultKeys): Buffer {
  return createHmac('sha256', keys.hmac).update(ciphertext).digest()
}
