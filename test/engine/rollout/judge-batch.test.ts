import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { judgeBatch } from '../../../src/engine/rollout/judge-batch.ts'

const outcome = { hosts: 10, lost: 0, bad: 0, maxFailPercentage: undefined, anyErrorsFatal: false }

describe('judgeBatch', () => {
  test.each([
    ['promotes when nothing failed', { bad: 0 }, 'promote', 'all 10 hosts are good'],
    ['promotes while a host is left', { bad: 9 }, 'promote', '9 of 10 hosts failed'],
    ['halts when none is left', { bad: 10 }, 'halt', '10 of 10 hosts failed: no host of the batch is left'],
    [
      'promotes at the percentage',
      { bad: 3, maxFailPercentage: 30 },
      'promote',
      '3 of 10 hosts failed: 30 %, max_fail_percentage is 30 %',
    ],
    [
      'halts beyond the percentage',
      { bad: 4, maxFailPercentage: 30 },
      'halt',
      '4 of 10 hosts failed: 40 %, max_fail_percentage is 30 %',
    ],
    [
      'halts at the first failure with 0 %',
      { bad: 1, maxFailPercentage: 0 },
      'halt',
      '1 of 10 hosts failed: 10 %, max_fail_percentage is 0 %',
    ],
    [
      'counts in the percentage those that were lost before',
      { bad: 1, lost: 3, maxFailPercentage: 30 },
      'halt',
      '1 of 10 hosts failed, 3 before: 40 %, max_fail_percentage is 30 %',
    ],
    ['goes on when those fail that were left of the batch', { bad: 7, lost: 3 }, 'promote', '7 of 10 hosts failed'],
    [
      'halts when any error is fatal',
      { bad: 1, anyErrorsFatal: true },
      'halt',
      '1 of 10 hosts failed, and any_errors_fatal is set',
    ],
    [
      'halts when all failed though 100 % may',
      { bad: 10, maxFailPercentage: 100 },
      'halt',
      '10 of 10 hosts failed: no host of the batch is left',
    ],
  ])('%s', (_rule, change, kind, reason) => {
    expect(judgeBatch({ ...outcome, ...change })).toEqual({ kind, reason })
  })

  test('never promotes more failures than it halted for', () => {
    const percentage = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        percentage,
        fc.boolean(),
        (hosts, maxFailPercentage, anyErrorsFatal) => {
          const kinds = Array.from(
            { length: hosts + 1 },
            (_, bad) => judgeBatch({ hosts, lost: 0, bad, maxFailPercentage, anyErrorsFatal }).kind,
          )
          const firstHalt = kinds.indexOf('halt')
          expect(kinds.slice(firstHalt)).not.toContain('promote')
          expect(kinds[hosts]).toBe('halt')
        },
      ),
      { numRuns: 30 },
    )
  })
})
