import { expect } from '@jest/globals'
import { parseProjectFile } from '../../../src/loader/project-file/parse-project-file.ts'
import type { Schedule } from '../../../src/model/schedule/schedule.ts'

/** The schedule of this YAML map. */
export function aSchedule(yaml: string): Schedule {
  const parsed = parseProjectFile(`schedules: {nightly: {playbook: p.yml, ${yaml}}}`, '/srv/longshore.yml', '/root')
  expect(parsed).toMatchObject({ ok: true })
  const schedule = parsed.ok ? parsed.value.schedules?.[0] : undefined
  if (schedule === undefined) throw new Error('no schedule was read')
  return schedule
}
