import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { judgeStage, type StageOutcome, type StagePolicy } from '../../../src/engine/rollout/judge-stage.ts'

const good: StageOutcome = { hosts: 4, bad: 0, total: 40, badInTotal: 0, failedGates: [], inconclusive: [] }
const strict: StagePolicy = { failureBudget: { hosts: 0 }, onFailure: 'rollback_all', onInconclusive: 'hold' }

describe('judgeStage', () => {
  test.each<[string, Partial<StageOutcome>, Partial<StagePolicy>, string, string]>([
    ['promotes a good stage', {}, {}, 'promote', 'all 4 hosts of it are good'],
    [
      'rolls back where the budget is exceeded',
      { bad: 1, badInTotal: 1 },
      {},
      'roll-back-all',
      '1 of the 40 hosts of the rollout failed, the budget is 0 hosts',
    ],
    [
      'promotes at the budget',
      { bad: 1, badInTotal: 2 },
      { failureBudget: { hosts: 2 } },
      'promote',
      '2 of the 40 hosts of the rollout failed, the budget is 2 hosts',
    ],
    [
      'counts failures of earlier stages',
      { bad: 1, badInTotal: 3 },
      { failureBudget: { percent: 5 }, onFailure: 'rollback_stage' },
      'roll-back-stage',
      '3 of the 40 hosts of the rollout failed: 7.5 %, the budget is 5 %',
    ],
    [
      'takes a stage without a good host for a failed one, whatever the budget',
      { bad: 4, badInTotal: 4 },
      { failureBudget: { hosts: 10 }, onFailure: 'halt' },
      'halt',
      '4 of 4 hosts failed: no host of the stage is left',
    ],
    ['fails by a gate', { failedGates: ['too many errors'] }, {}, 'roll-back-all', 'too many errors'],
    ['holds by an unclear gate', { inconclusive: ['no answer'] }, {}, 'hold', 'no answer'],
    [
      'takes an unclear gate for a failed one where it is told to',
      { inconclusive: ['no answer'] },
      { onInconclusive: 'fail' },
      'roll-back-all',
      'no answer',
    ],
    [
      'fails where its tasks were cut',
      { cut: 'any_errors_fatal is set' },
      {},
      'roll-back-all',
      'any_errors_fatal is set',
    ],
  ])('%s', (_rule, outcome, policy, kind, reason) => {
    expect(judgeStage({ ...good, ...outcome }, { ...strict, ...policy })).toEqual({ kind, reason })
  })

  const budgets = fc.oneof(
    fc.record({ hosts: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ percent: fc.integer({ min: 0, max: 100 }) }),
  )

  test('never goes on with more failures than it stopped for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), budgets, (total, failureBudget) => {
        const kinds = Array.from({ length: total + 1 }, (_, bad) => {
          const outcome = { ...good, hosts: total, bad, total, badInTotal: bad }
          return judgeStage(outcome, { ...strict, failureBudget }).kind
        })

        const firstStop = kinds.indexOf('roll-back-all')

        expect(firstStop).toBeGreaterThan(0)
        expect(new Set(kinds.slice(0, firstStop))).toEqual(new Set(['promote']))
        expect(new Set(kinds.slice(firstStop))).toEqual(new Set(['roll-back-all']))
      }),
      { numRuns: 200 },
    )
  })

  test('never goes on by itself after a gate that failed or could not be evaluated', () => {
    const texts = fc.array(fc.string({ minLength: 1 }), { maxLength: 3 })
    fc.assert(
      fc.property(texts, texts, budgets, (failedGates, inconclusive, failureBudget) => {
        fc.pre(failedGates.length + inconclusive.length > 0)

        const verdict = judgeStage({ ...good, failedGates, inconclusive }, { ...strict, failureBudget })

        expect(verdict.kind).toBe(failedGates.length > 0 ? 'roll-back-all' : 'hold')
      }),
      { numRuns: 100 },
    )
  })
})
