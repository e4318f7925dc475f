import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { planBatches } from '../../../src/engine/rollout/plan-batches.ts'

const hosts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

describe('planBatches', () => {
  test.each([
    ['no serial', [], [10]],
    ['a number', [3], [3, 3, 3, 1]],
    ['a percentage of all hosts', ['30%'], [3, 3, 3, 1]],
    ['a percentage of less than one host', ['1%'], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['a canary, a third, the rest', [1, '34%', '100%'], [1, 3, 6]],
    ['a last entry that repeats', [1, 4], [1, 4, 4, 1]],
    ['zero, which means all', [0], [10]],
    ['a number as text', ['4'], [4, 4, 2]],
  ])('plans for %s', (_situation, serial, sizes) => {
    expect(planBatches(hosts, serial).map((batch) => batch.length)).toEqual(sizes)
  })

  test('has no batch for no hosts', () => {
    expect(planBatches([], [1])).toEqual([])
  })

  test('gives every host exactly one batch, in order', () => {
    const entry = fc.oneof(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 200 }).map((n) => `${n}%`),
    )
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 50 }), fc.array(entry, { maxLength: 4 }), (all, serial) => {
        expect(planBatches(all, serial).flat()).toEqual(all)
      }),
    )
  })
})
