import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from '@jest/globals'
import { type CaseOutcome, differentialCases } from './differential-case.ts'
import { DIFFERENCES, OWN_WORDS } from './differences.ts'
import { withoutReasons } from './in-own-words.ts'
import { runOurs } from './run-ours.ts'

/** What ansible-core 2.14 did with the same playbooks (`record.ts`). */
const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Record<
  string,
  CaseOutcome
>

const CASES = differentialCases()
const equal: string[] = []

afterAll(() => {
  const share = ((100 * equal.length) / CASES.length).toFixed(1)
  process.stdout.write(
    `${equal.length} of ${CASES.length} playbooks do just what ansible-playbook does (${share} %); ` +
      `${Object.keys(DIFFERENCES).length} differ as test/differential/differences.ts explains\n`,
  )
})

describe('a playbook prints, returns and writes what it does under ansible-playbook', () => {
  test.each(CASES.map((given) => [given.name, given] as const))('%s', async (name, given) => {
    const theirs = RECORDED[name]
    if (theirs === undefined) throw new Error(`${name} is not recorded`)

    const { stderr, ...rest } = await runOurs(given)
    const ours: CaseOutcome = given.comparesWords ? { ...rest, stderr } : rest
    const outcome = OWN_WORDS.has(name) ? { ...ours, stdout: withoutReasons(ours.stdout) } : ours
    const recorded = OWN_WORDS.has(name) ? { ...theirs, stdout: withoutReasons(theirs.stdout) } : theirs

    if (DIFFERENCES[name] !== undefined) {
      expect(outcome).not.toEqual(recorded)
      return
    }
    const told = outcome.stdout === recorded.stdout ? '' : stderr
    expect({ stderr: told, ...outcome }).toEqual({ stderr: '', ...recorded })
    equal.push(name)
  })

  test('every difference that is explained is one of a case', () => {
    expect(CASES.map(({ name }) => name)).toEqual(expect.arrayContaining([...Object.keys(DIFFERENCES), ...OWN_WORDS]))
  })
})
