import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Combination, Fleet } from './combination.ts'
import { FAULTS } from './faults.ts'
import { combinationsOf, goldenRun, runLane, type Row } from './matrix.ts'
import { complaints, table, totals } from './report.ts'
import { openSandboxFleet } from './sandbox-fleet.ts'

/** Of all combinations so many are tried here, each of another fault and step; `npm run faults -- --sandbox` tries all. */
const TRIED = 12

type Closable = Fleet & { readonly close: () => Promise<unknown> }

let fleets: readonly Closable[]
beforeAll(async () => {
  fleets = await Promise.all([openSandboxFleet(), openSandboxFleet()])
}, 120_000)
afterAll(() => Promise.all(fleets.map((fleet) => fleet.close())))

test('whatever breaks at whatever step of the shipped rollout, every host ends old or new', async () => {
  const [first] = fleets
  if (first === undefined) throw new Error('there is a fleet')
  const all = combinationsOf('reload', await goldenRun(first, 'reload'))
  const queue = share(all)
  const rows: Row[] = []

  await Promise.all(
    fleets.map((fleet) =>
      runLane(
        fleet,
        () => queue.shift(),
        (row) => rows.push(row),
      ),
    ),
  )

  process.stdout.write(`${table(rows)}\n${totals(rows)}\n`)
  expect(complaints(rows)).toBe('')
  expect(rows).toHaveLength(TRIED)
  expect(new Set(rows.map(({ fault }) => fault)).size).toBe(FAULTS.length)
}, 900_000)

/** Faults in turn, each at other moments than the one before. */
function share(all: readonly Combination[]): Combination[] {
  const perFault = all.length / FAULTS.length
  return Array.from({ length: TRIED }, (_, at) => {
    const fault = at % FAULTS.length
    const picked = all[fault * perFault + ((at * 7 + 3) % perFault)]
    if (picked === undefined) throw new Error('every fault has every moment')
    return picked
  })
}
