import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { labAvailability } from '../lab/ensure.ts'
import { HOST_NAMES } from '../lab/generations.ts'
import type { Combination, Fleet } from './combination.ts'
import { FAULTS } from './faults.ts'
import type { Way } from './fleet.ts'
import { runLabMatrix } from './lab-matrix.ts'
import { combinationsOf, goldenRun, runLane, type Row } from './matrix.ts'
import { complaints, said, table, totals } from './report.ts'
import { seededRuns } from './seeded.ts'
import { openSandboxFleet } from './sandbox-fleet.ts'
import { stopSignal } from './stop-signal.ts'

/**
 * The fault matrix, in the lab or with --sandbox. It prints what became of every combination and ends with the totals;
 * the exit code is 1 where a host was left in between. With --keep FILE a matrix that was stopped goes on where it was:
 * after --minutes N, or with Ctrl-C, it ends what it is at, gives the hosts back and prints what it has.
 * --fleet 200 --seeds 1-50 are rollouts over as many sandbox hosts, with one fault each that the seed picks.
 */
const { values: flags } = parseArgs({
  options: {
    sandbox: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    step: { type: 'string', default: '' },
    way: { type: 'string', multiple: true, default: ['reload', 'restart'] },
    host: { type: 'string', multiple: true, default: [...HOST_NAMES] },
    every: { type: 'string', default: '1' },
    keep: { type: 'string' },
    fleet: { type: 'string' },
    seeds: { type: 'string', default: '1-50' },
    minutes: { type: 'string' },
  },
})

const stop = stopSignal(flags.minutes === undefined ? undefined : Number(flags.minutes))
const rows: Row[] = flags.keep !== undefined && existsSync(flags.keep) ? readRows(flags.keep) : []
process.exitCode = await main()

async function main(): Promise<number> {
  if (flags.fleet !== undefined) {
    const [from = 1, to = from] = flags.seeds.split('-').map(Number)
    const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    const left = seeds.filter((seed) => !rows.some((row) => row.seed === seed))
    await seededRuns({ size: Number(flags.fleet), seeds: left, done: keep, stop })
  } else if (flags.sandbox) {
    const fleets = [await openSandboxFleet(), await openSandboxFleet()]
    await runInSandbox(fleets)
    await Promise.all(fleets.map((fleet) => fleet.close()))
  } else {
    const ability = labAvailability()
    if (!ability.available) {
      say(`the lab cannot run here: ${ability.reason}`)
      return 3
    }
    await runLabMatrix({
      hosts: HOST_NAMES.filter((name) => flags.host.includes(name)),
      listFor: async (fleet) => {
        const lists: Combination[] = []
        for (const way of flags.way as readonly Way[]) lists.push(...(await listFor(fleet, way)))
        return lists
      },
      isDone: isKept,
      done: keep,
      say,
      stop,
    })
  }
  say(`\n${table(rows)}\n`)
  const wrong = complaints(rows)
  if (wrong !== '') say(`${wrong}\n`)
  say(totals(rows))
  if (stop.aborted) say('It was stopped before its end.')
  return wrong === '' ? 0 : 1
}

/** The fleets work off one list together. */
async function runInSandbox(fleets: readonly Fleet[]): Promise<void> {
  const [first] = fleets
  if (first === undefined) return
  for (const way of flags.way as readonly Way[]) {
    const queue = (await listFor(first, way)).filter((combination) => !isKept(combination, first.target.name))
    say(`sandbox, ${way}: ${queue.length} combinations`)
    await Promise.all(fleets.map((fleet) => runLane(fleet, () => (stop.aborted ? undefined : queue.shift()), keep)))
  }
}

async function listFor(fleet: Fleet, way: Way): Promise<readonly Combination[]> {
  const moments = (await goldenRun(fleet, way)).filter(({ step }) => step.includes(flags.step))
  const faults = FAULTS.filter(
    ({ name }) => flags.fault.length === 0 || flags.fault.some((word) => name.includes(word)),
  )
  return combinationsOf(way, moments, faults).filter((_, index) => index % Number(flags.every) === 0)
}

function isKept({ fault, moment, way }: Combination, host: string): boolean {
  return rows.some(
    (row) => row.host === host && row.way === way && row.fault === fault.name && row.moment === moment.id,
  )
}

function keep(row: Row): void {
  rows.push(row)
  if (flags.keep !== undefined) appendFileSync(flags.keep, `${JSON.stringify(row)}\n`)
  const { host, way, fault, phase, step, end, wayOut, seconds, seed } = row
  const what = `${host} ${way}: ${fault} ${phase} '${step}': ${end} (${said(wayOut)}) in ${seconds} s`
  say(`${new Date().toISOString().slice(11, 19)} ${seed === undefined ? '' : `seed ${seed}, `}${what}`)
}

function readRows(path: string): Row[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
