import { expect, test } from '@jest/globals'
import { FAULTS } from './faults.ts'
import { inTurn } from './in-turn.ts'
import { combinationsOf } from './matrix.ts'
import type { Moment } from './moments.ts'

const PHASES = ['before', 'in', 'after'] as const

test('the first combinations have every fault before, in and after a step, and none is lost or tried twice', () => {
  const moments = Array.from({ length: 20 }, (_, step) =>
    PHASES.map((phase): Moment => ({ id: `${step} ${phase}`, phase, step: `step ${step}` })),
  ).flat()
  const all = [...combinationsOf('reload', moments), ...combinationsOf('restart', moments)]

  const mixed = inTurn(all)
  const first = mixed.slice(0, FAULTS.length * PHASES.length)

  expect(new Set(first.map(({ fault, moment }) => `${fault.name} ${moment.phase}`)).size).toBe(first.length)
  expect(new Set(first.map(({ moment }) => moment.step)).size).toBeGreaterThan(10)
  expect(new Set(first.map(({ way }) => way)).size).toBe(2)
  expect(mixed).toHaveLength(all.length)
  expect(new Set(mixed).size).toBe(all.length)
})
