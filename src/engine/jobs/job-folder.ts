import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { TaskCall } from '../task-call.ts'

/** Where the jobs of a task's user are on the host: `ansible_async_dir`, else what the settings say (Ansible: shell_common). */
export function jobFolder(call: TaskCall): Result<string, LongshoreError> {
  const named = (call.delegate?.scope ?? call.scope).get('ansible_async_dir')
  if (!named.ok) return named
  const folder = typeof named.value === 'string' && named.value !== '' ? named.value : call.run.settings.asyncFolder
  return ok(folder ?? '~/.ansible_async')
}
