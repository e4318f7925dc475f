import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { ENGINE_CASES } from './cases.ts'
import type { Outcome } from './outcome.ts'
import { ourOutcome, theirOutcome } from './run-ours.ts'

/** What ansible-core 2.14 did with the same playbooks (`record.ts`). */
const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Record<string, Outcome>

describe('a run does what Ansible does', () => {
  test.each(ENGINE_CASES.map((engineCase) => [engineCase.name, engineCase] as const))(
    '%s',
    async (name, engineCase) => {
      expect(await ourOutcome(engineCase)).toEqual(theirOutcome(RECORDED[name]))
    },
  )
})
