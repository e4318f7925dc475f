import { expect, test } from '@jest/globals'
import type { Row } from './matrix.ts'
import { complaints, totals } from './report.ts'
import { seededRuns } from './seeded.ts'

/** Of the seeds that `npm run faults -- --fleet 200 --seeds 1-50` goes through: a controller and a daemon that die. */
const SEEDS = [1, 11]

test('rollouts over 40 sandbox hosts, each with a fault that a seed picks, leave no host in between', async () => {
  const rows: Row[] = []

  await seededRuns({
    size: 40,
    seeds: SEEDS,
    done: (row) => rows.push(row),
    stop: new AbortController().signal,
  })

  process.stdout.write(`${totals(rows)}\n`)
  expect(complaints(rows)).toBe('')
  expect(rows.map(({ seed, fault }) => `${seed} ${fault}`)).toEqual([
    '1 controller killed',
    '11 daemon dies, does not start',
  ])
}, 900_000)
