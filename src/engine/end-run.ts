import type { LongshoreError } from '../base/longshore-error.ts'
import type { PlayRun } from './play-run.ts'

/** A slip in the playbook that shows in the middle of a run ends it, whichever host came to it (Ansible). */
export function endRun(error: LongshoreError, run: PlayRun): void {
  if (run.halted === undefined) run.errors.push(error)
  run.halted ??= error.message
}
