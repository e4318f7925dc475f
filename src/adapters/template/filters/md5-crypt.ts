import { hash } from 'node:crypto'
import { cryptLetters } from './crypt-letters.ts'

const ORDER = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
] as const

/** Poul-Henning Kamp's MD5-crypt, `$1$salt$...`: for hosts that know no better; the salt has 8 characters at most. */
export function md5Crypt(password: string, salt: string): string {
  const [key, grain] = [Buffer.from(password), Buffer.from(salt)]
  let last = firstSum(key, grain)
  for (let round = 0; round < 1000; round++) {
    const odd = round % 2 === 1
    const parts = [odd ? key : last]
    if (round % 3 !== 0) parts.push(grain)
    if (round % 7 !== 0) parts.push(key)
    parts.push(odd ? last : key)
    last = sum(parts)
  }
  const body = ORDER.map((three) =>
    cryptLetters(
      three.map((index) => last[index] ?? 0),
      4,
    ),
  ).join('')
  return `$1$${salt}$${body}${cryptLetters([0, 0, last[11] ?? 0], 2)}`
}

function firstSum(key: Buffer, grain: Buffer): Buffer {
  const parts = [key, Buffer.from('$1$'), grain, Buffer.alloc(key.length, sum([key, grain, key]))]
  for (let length = key.length; length > 0; length >>= 1)
    parts.push((length & 1) === 1 ? Buffer.of(0) : key.subarray(0, 1))
  return sum(parts)
}

function sum(parts: readonly Buffer[]): Buffer {
  return hash('md5', Buffer.concat(parts), 'buffer')
}
