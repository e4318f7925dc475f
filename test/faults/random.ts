/** Numbers from a seed, the same on every machine (mulberry32). */
export function randomFrom(seed: number): <T>(list: readonly T[]) => T {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return (list) => {
    const picked = list[Math.floor(next() * list.length)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }
}
