import { hash, randomInt } from 'node:crypto'
import { CRYPT_ALPHABET, cryptLetters } from './crypt-letters.ts'
import { FilterError } from './filter.ts'
import { md5Crypt } from './md5-crypt.ts'

/** Ulrich Drepper's SHA-crypt, with the rounds that Ansible takes where none are given. */
const SCHEMES = {
  sha256: { digest: 'sha256', mark: '5', size: 32, rounds: 535_000 },
  sha512: { digest: 'sha512', mark: '6', size: 64, rounds: 656_000 },
} as const

type Scheme = (typeof SCHEMES)[keyof typeof SCHEMES]

export interface HashOptions {
  readonly salt?: string
  readonly rounds?: number
}

/** `password | password_hash('sha512', salt, rounds=656000)`: what `/etc/shadow` holds. */
export function hashPassword(password: string, scheme: string, options: HashOptions = {}): string {
  const name = scheme.replace(/_crypt$/, '')
  if (name === 'md5') return md5Crypt(password, saltOf(options, 'md5', 8))
  if (name !== 'sha256' && name !== 'sha512')
    throw new FilterError(`'${scheme}' is not supported: use sha512, sha256 or md5`)
  const kind = SCHEMES[name]
  const salt = saltOf(options, name, 16)
  const rounds = options.rounds ?? kind.rounds
  if (!Number.isInteger(rounds) || rounds < 1000 || rounds > 999_999_999)
    throw new FilterError('rounds is a whole number from 1000 to 999999999')
  const shown = rounds === 5000 ? '' : `rounds=${rounds}$`
  return `$${kind.mark}$${shown}${salt}$${encoded(shaCrypt(Buffer.from(password), Buffer.from(salt), rounds, kind))}`
}

function saltOf({ salt }: HashOptions, name: string, longest: number): string {
  if (salt === undefined || salt === '') return randomSalt(longest)
  const problem =
    salt.length > longest
      ? `salt too large (${name}_crypt requires <= ${String(longest)} chars)`
      : `invalid characters in ${name}_crypt salt`
  if (salt.length > longest || !/^[./0-9A-Za-z]*$/.test(salt))
    throw new FilterError(`Could not hash the secret.. ${problem}`)
  return salt
}

export function randomSalt(length = 16): string {
  return Array.from({ length }, () => CRYPT_ALPHABET.charAt(randomInt(64))).join('')
}

function shaCrypt(password: Buffer, salt: Buffer, rounds: number, { digest, size }: Scheme): Buffer {
  const sum = (...parts: readonly Buffer[]) => hash(digest, Buffer.concat(parts), 'buffer')
  const repeated = (block: Buffer, length: number) => Buffer.alloc(length, block)
  const b = sum(password, salt, password)
  const bits: Buffer[] = []
  for (let length = password.length; length > 0; length >>= 1) bits.push((length & 1) === 1 ? b : password)
  const a = sum(password, salt, password.length === 0 ? Buffer.alloc(0) : repeated(b, password.length), ...bits)
  const p = password.length === 0 ? password : repeated(sum(...Array.from(password, () => password)), password.length)
  const s = repeated(sum(...Array.from({ length: 16 + (a[0] ?? 0) }, () => salt)), salt.length)
  let last = a
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1
    const parts = [odd ? p : last]
    if (round % 3 !== 0) parts.push(s)
    if (round % 7 !== 0) parts.push(p)
    parts.push(odd ? last : p)
    last = sum(...parts)
  }
  return last.subarray(0, size)
}

/** crypt's base 64 over its own order of the bytes: thirds that rotate. */
function encoded(bytes: Buffer): string {
  const third = Math.floor(bytes.length / 3)
  const rotation = bytes.length === 64 ? [0, 1, 2] : [0, 2, 1]
  let out = ''
  for (let index = 0; index < third; index++) {
    const start = rotation[index % 3] ?? 0
    const order = [0, 1, 2].map((step) => ((start + step) % 3) * third + index)
    out += cryptLetters(
      order.map((each) => bytes[each] ?? 0),
      4,
    )
  }
  return bytes.length === 64
    ? out + cryptLetters([0, 0, bytes[63] ?? 0], 2)
    : out + cryptLetters([0, bytes[31] ?? 0, bytes[30] ?? 0], 3)
}
