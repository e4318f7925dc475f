import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Outcome } from '../oracle/outcome.ts'
import { ourOutcome, theirOutcome } from '../oracle/run-ours.ts'
import { LANGUAGE_CASES } from './cases.ts'

/** What ansible-core 2.14 did with the same playbooks (`record.ts`). */
const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Record<string, Outcome>

describe('loops, keywords and variables are as in Ansible', () => {
  test.each(LANGUAGE_CASES.map((engineCase) => [engineCase.name, engineCase] as const))(
    '%s',
    async (name, engineCase) => {
      expect(await ourOutcome(engineCase)).toEqual(theirOutcome(RECORDED[name]))
    },
  )
})
