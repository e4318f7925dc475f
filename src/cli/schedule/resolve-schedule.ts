import { pinOf } from '../../app/schedules/pin.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { SchedulePin } from '../../model/schedule/schedule-state.ts'
import type { Composition } from '../composition.ts'
import { preparedFor } from '../prepared.ts'
import { workOf } from './work-of.ts'
import { flagsOf } from './schedule-flags.ts'

/** What a schedule comes to now: its inventory and its playbooks are loaded, and nothing is connected to. */
export async function resolveSchedule(
  schedule: Schedule,
  composition: Composition,
): Promise<Result<SchedulePin, readonly LongshoreError[]>> {
  const { playbooks, inMemory } = workOf(schedule, composition.io.cwd)
  const prepared = await preparedFor(playbooks, flagsOf(schedule), composition, inMemory)
  return prepared.ok ? ok(pinOf(prepared.value, composition.clock.now())) : prepared
}
