import { pinOf } from '../../app/schedules/pin.ts'
import { prepareRun } from '../../app/run-playbook.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { SchedulePin } from '../../model/schedule/schedule-state.ts'
import type { Composition } from '../composition.ts'
import { readSettings } from '../read-settings.ts'
import { loadRequest } from '../run-request.ts'
import { createPrompter } from '../terminal/prompt.ts'
import { openVault } from '../vault-flags.ts'
import { flagsOf } from './schedule-flags.ts'

/** What a schedule comes to now: its inventory and its playbooks are loaded, and nothing is connected to. */
export async function resolveSchedule(
  schedule: Schedule,
  composition: Composition,
): Promise<Result<SchedulePin, readonly LongshoreError[]>> {
  const { io, clock } = composition
  const flags = flagsOf(schedule)
  const read = await readSettings(flags, io)
  if (!read.ok) return read
  const { settings } = read.value
  const vault = await openVault(flags, settings, { cwd: io.cwd, prompter: createPrompter() })
  if (!vault.ok) return vault
  const { cwd, home } = io
  const { playbooks } = schedule.work
  const request = await loadRequest({ playbooks, flags, settings, cwd, home, vault: vault.value })
  if (!request.ok) return request
  const prepared = await prepareRun(request.value, {
    modules: await composition.modules(),
    templater: await composition.templater(),
  })
  return prepared.ok ? ok(pinOf(prepared.value, clock.now())) : prepared
}
