/** One input: the bytes of a configuration file, and a name that says where it comes from. */
export interface DifferentialCase {
  readonly id: string
  readonly bytes: Uint8Array
}

export function cases(prefix: string, texts: readonly (string | Uint8Array)[]): DifferentialCase[] {
  return texts.map((text, index) => ({
    id: `${prefix}-${index}`,
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
  }))
}

/** Numbers in [0, below) from a seed, the same in every run (mulberry32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export function pick<T>(list: readonly T[], number: (below: number) => number): T {
  const item = list[number(list.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
