import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { POLL_SNIPPETS } from '../../../src/modules/registry-utils/poll-snippets.ts'

test('waits are measured by the time since the boot, whatever the clock says', () => {
  const program = `date() { echo 7; }\n${POLL_SNIPPETS}\nseconds; stamp`

  const [seconds, stamp] = execFileSync('sh', ['-c', program], { encoding: 'utf8' }).trim().split('\n')
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])

  expect(uptime - Number(seconds)).toBeGreaterThanOrEqual(0)
  expect(uptime - Number(seconds)).toBeLessThan(300)
  expect(stamp).toBe('7')
})
