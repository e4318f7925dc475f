import type { TaskResult } from '../../model/task-result.ts'
import { nearest } from '../inherited.ts'
import type { PlayRun } from '../play-run.ts'
import type { TaskFrame } from '../task-frame.ts'

/**
 * Whether the result stops in the debugger: by the keyword nearest to the task, else by the setting (Ansible: executor/
 * task_result.py). A failure that is ignored does not, unless the settings say so.
 */
export function wantsDebugger(
  { chain }: TaskFrame,
  { status, ignored }: TaskResult,
  { settings, play }: PlayRun,
): boolean {
  const isFailed = status === 'failed' && (ignored !== true || settings.debugsIgnored === true)
  const isUnreachable = status === 'unreachable'
  const word = nearest(chain, 'debugger') ?? 'by the settings'
  switch (word) {
    case 'always':
      return true
    case 'never':
      return false
    case 'on_failed':
      return isFailed
    case 'on_unreachable':
      return isUnreachable
    case 'on_skipped':
      return status === 'skipped'
    default:
      return (settings.debugsFailures === true || play.debugsFailures === true) && (isFailed || isUnreachable)
  }
}
