import { createHash } from 'node:crypto'

/** Python's `random.Random(seed)`: the same seed gives the same choices as it does in Ansible. */
export interface PythonRandom {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  shuffle(items: readonly unknown[]): readonly unknown[]
}

export function pythonRandom(seed: string | number): PythonRandom {
  const next = mersenneTwister(seedWords(seed))
  function below(limit: number): number {
    const bits = Math.floor(Math.log2(limit)) + 1
    for (;;) {
      const number = randomBits(next, bits)
      if (number < limit) return number
    }
  }
  return {
    below,
    shuffle(items) {
      const out = [...items]
      for (let index = out.length - 1; index > 0; index--) {
        const other = below(index + 1)
        const held = out[index]
        out[index] = out[other]
        out[other] = held
      }
      return out
    },
  }
}

function randomBits(next: () => number, bits: number): number {
  if (bits <= 32) return next() >>> (32 - bits)
  const low = next()
  return (next() >>> (64 - bits)) * 2 ** 32 + low
}

/** A text is its bytes and their SHA-512, a number its size: in words of 32 bits, the lowest first. */
function seedWords(seed: string | number): readonly number[] {
  const bytes = Buffer.from(String(seed))
  let rest =
    typeof seed === 'number'
      ? BigInt(Math.abs(Math.trunc(seed)))
      : BigInt(`0x${Buffer.concat([bytes, createHash('sha512').update(bytes).digest()]).toString('hex')}`)
  const words: number[] = []
  do {
    words.push(Number(rest & 0xffffffffn))
    rest >>= 32n
  } while (rest > 0n)
  return words
}

const SIZE = 624
const MIDDLE = 397

/** MT19937 of Matsumoto and Nishimura, seeded by their `init_by_array`. */
function mersenneTwister(key: readonly number[]): () => number {
  const state = new Uint32Array(SIZE)
  const at = (index: number) => state[index] ?? 0
  const mixed = (index: number, factor: number) => Math.imul(at(index) ^ (at(index) >>> 30), factor)
  state[0] = 19650218
  for (let index = 1; index < SIZE; index++) state[index] = mixed(index - 1, 1812433253) + index
  let index = 1
  let word = 0
  const step = () => {
    if (++index < SIZE) return
    state[0] = at(SIZE - 1)
    index = 1
  }
  for (let count = Math.max(SIZE, key.length); count > 0; count--) {
    state[index] = (at(index) ^ mixed(index - 1, 1664525)) + (key[word] ?? 0) + word
    word = (word + 1) % key.length
    step()
  }
  for (let count = SIZE - 1; count > 0; count--) {
    state[index] = (at(index) ^ mixed(index - 1, 1566083941)) - index
    step()
  }
  state[0] = 0x80000000
  let used = SIZE
  return () => {
    if (used === SIZE) {
      for (let each = 0; each < SIZE; each++) {
        const joined = (at(each) & 0x80000000) | (at((each + 1) % SIZE) & 0x7fffffff)
        state[each] = at((each + MIDDLE) % SIZE) ^ (joined >>> 1) ^ ((joined & 1) * 0x9908b0df)
      }
      used = 0
    }
    let word32 = at(used++)
    word32 ^= word32 >>> 11
    word32 ^= (word32 << 7) & 0x9d2c5680
    word32 ^= (word32 << 15) & 0xefc60000
    return (word32 ^ (word32 >>> 18)) >>> 0
  }
}
