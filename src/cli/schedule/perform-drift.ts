import { keptDrift, withDrift } from '../../app/schedules/keep-drift.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { ScheduleStore } from '../../ports/schedule-store.ts'
import { changeState } from '../../scheduler/change-state.ts'
import type { Composition } from '../composition.ts'
import { compare } from '../drift/drift-command.ts'
import { driftText } from '../drift/drift-text.ts'
import type { RunFlags } from '../run-flags.ts'
import { refused } from '../runs/answer.ts'
import { workOf } from './work-of.ts'

interface Parts {
  readonly composition: Composition
  readonly store: ScheduleStore
  readonly run: string
  readonly flags: RunFlags
}

/**
 * Looks for drift as `longshore drift` does, and keeps what was found: people are told when that changes. Drift is no
 * failure of the look; a host that could not be looked at is.
 */
export async function performDrift(schedule: Schedule, { composition, store, run, flags }: Parts): Promise<number> {
  const { io, clock } = composition
  const { output, ...others } = flags
  const { report, exitCode } = await compare(workOf(schedule, io.cwd).playbooks, others, composition)
  if (report === undefined) return exitCode
  if (output !== 'quiet') io.stdout(driftText(report))
  const now = clock.now()
  const kept = await changeState(schedule.name, store, (state) => ({
    state: state && withDrift(schedule, state, keptDrift(report, run, now)),
  }))
  return kept.ok ? exitCode : refused(kept.error, io)
}
