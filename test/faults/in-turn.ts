import type { Combination } from './combination.ts'

/**
 * The same combinations in another order, so that those that were tried when it is stopped are a fair sample: one of every
 * fault before, in and after a step, each at another step, then the next of each.
 */
export function inTurn(list: readonly Combination[]): readonly Combination[] {
  const cells = new Map<string, Combination[]>()
  for (const combination of list) {
    const cell = `${combination.fault.name}\0${combination.moment.phase}`
    cells.set(cell, [...(cells.get(cell) ?? []), combination])
  }
  const ranked = [...cells.values()].flatMap((cell, at) =>
    cell.map((_, rank) => ({ rank, combination: cell[(at * SHIFT + rank * strideOf(cell.length)) % cell.length] })),
  )
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .flatMap(({ combination }) => (combination === undefined ? [] : [combination]))
}

const SHIFT = 3

/** Comes by all of so many, far apart from one to the next. */
function strideOf(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.618))
  while (divisor(stride, count) > 1) stride++
  return stride
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other)
}
