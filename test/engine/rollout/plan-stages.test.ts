import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { planStages, type StageRequest } from '../../../src/engine/rollout/plan-stages.ts'
import type { StageSize } from '../../../src/model/rollout.ts'

const count = (hosts: number): StageSize => ({ kind: 'count', hosts })
const percent = (amount: number): StageSize => ({ kind: 'percent', percent: amount })
const pattern = (text: string): StageSize => ({ kind: 'pattern', pattern: text })
const names = (total: number) => Array.from({ length: total }, (_, index) => `h${index + 1}`)

function plan(total: number, sizes: readonly StageSize[], more: Partial<StageRequest> = {}) {
  const none = () => new Set<string>()
  return planStages({ hosts: names(total), sizes, kindOf: () => '', matching: none, ...more })
}

describe('planStages', () => {
  test('takes counts and percentages as what is done after a stage', () => {
    const stages = plan(20, [count(1), percent(25), percent(100)])

    expect(stages.map(({ hosts }) => hosts.length)).toEqual([1, 4, 15])
  })

  test('puts every host into the stage after one that was larger than the fleet', () => {
    expect(plan(3, [count(10), percent(100)])).toEqual([{ number: 1, hosts: ['h1', 'h2', 'h3'] }])
  })

  test('leaves out a stage that has no host to take, and keeps the numbers of the others', () => {
    expect(plan(5, [count(1), percent(10), percent(100)]).map(({ number }) => number)).toEqual([1, 3])
  })

  test('takes the hosts of a pattern that are left', () => {
    const stages = plan(4, [pattern('canary'), pattern('canary'), percent(100)], {
      matching: () => new Set(['h3', 'elsewhere']),
    })

    expect(stages).toEqual([
      { number: 1, hosts: ['h3'] },
      { number: 3, hosts: ['h1', 'h2', 'h4'] },
    ])
  })

  test('holds a host of each kind in the first stage, in the order of the play', () => {
    const kindOf = (host: string) => ({ h4: '20.10', h6: '26.1' })[host] ?? '24.0'

    expect(plan(6, [count(1), percent(100)], { kindOf })[0]?.hosts).toEqual(['h1', 'h4', 'h6'])
    expect(plan(6, [count(4), percent(100)], { kindOf })[0]?.hosts).toEqual(['h1', 'h2', 'h4', 'h6'])
    expect(plan(6, [pattern('x'), percent(100)], { kindOf, matching: () => new Set(['h4']) })[0]?.hosts).toEqual([
      'h1',
      'h4',
      'h6',
    ])
  })

  test('has no stage where there is no host', () => {
    expect(plan(0, [count(1), percent(100)])).toEqual([])
  })

  const sizes = fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 4 })
    .map((amounts) => [...amounts.sort((a, b) => a - b).map(percent), percent(100)])
  const kinds = fc.integer({ min: 1, max: 5 })

  test('puts each host into exactly one stage, and never has more done than a stage allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), sizes, kinds, (total, given, ofKinds) => {
        const kindOf = (host: string) => String(Number(host.slice(1)) % ofKinds)

        const stages = plan(total, given, { kindOf })

        expect(stages.flatMap(({ hosts }) => hosts).sort()).toEqual(names(total).sort())
        let done = 0
        for (const { number, hosts } of stages) {
          const size = given[number - 1]
          const asked = size?.kind === 'percent' ? Math.floor((size.percent / 100) * total) : 0
          done += hosts.length
          expect(done).toBeLessThanOrEqual(Math.max(1, asked, Math.min(total, ofKinds)))
          expect(hosts.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('keeps the order of the play within a stage, and from one stage to the next without kinds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), sizes, (total, given) => {
        expect(plan(total, given).flatMap(({ hosts }) => hosts)).toEqual(names(total))
      }),
      { numRuns: 100 },
    )
  })

  test('holds every kind in the first stage', () => {
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 50 }), sizes, (ofHosts, given) => {
        const kindOf = (host: string) => String(ofHosts[Number(host.slice(1)) - 1])

        const [first] = plan(ofHosts.length, given, { kindOf })

        expect(new Set(first?.hosts.map(kindOf))).toEqual(new Set(ofHosts.map(String)))
      }),
      { numRuns: 100 },
    )
  })
})
