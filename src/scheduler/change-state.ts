import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { ScheduleState } from '../model/schedule/schedule-state.ts'
import type { ScheduleStore } from '../ports/schedule-store.ts'

/**
 * Changes what is known of a schedule by a pure function of it, which is asked again where another process was faster.
 * Gives what it came to. The state is kept before anything follows from it; the same object is not kept anew.
 */
export async function changeState<T extends { readonly state: ScheduleState | undefined }>(
  schedule: string,
  store: ScheduleStore,
  change: (state: ScheduleState | undefined) => T,
): Promise<Result<T, LongshoreError>> {
  for (;;) {
    const read = await store.read(schedule)
    if (!read.ok) return read
    const changed = change(read.value.state)
    if (changed.state === undefined || changed.state === read.value.state) return ok(changed)
    const kept = await store.replace(schedule, read.value, changed.state)
    if (!kept.ok) return kept
    if (kept.value) return ok(changed)
  }
}
