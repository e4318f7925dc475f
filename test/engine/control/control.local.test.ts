import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Outcome } from '../oracle/outcome.ts'
import { ourOutcome, theirOutcome } from '../oracle/run-ours.ts'
import { CONTROL_CASES } from './cases.ts'

/** What ansible-core 2.14 did with the same playbooks (`record.ts`). */
const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Record<string, Outcome>

/** Some playbooks have many tasks. */
const SLOW_MS = 60_000

describe('what changes the run itself does so as in Ansible', () => {
  test.each(CONTROL_CASES.map((engineCase) => [engineCase.name, engineCase] as const))(
    '%s',
    async (name, engineCase) => {
      expect(await ourOutcome(engineCase)).toEqual(theirOutcome(RECORDED[name]))
    },
    SLOW_MS,
  )
})
