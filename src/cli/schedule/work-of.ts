import { resolve } from 'node:path'
import { backupPlay } from '../../app/backups/backup-play.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'

export interface Work {
  readonly playbooks: readonly string[]
  /** Those that are no files. */
  readonly inMemory?: ReadonlyMap<string, string>
}

/** The playbooks that do the work of a schedule. */
export function workOf({ work }: Schedule, cwd: string): Work {
  if (work.kind !== 'backup') return { playbooks: work.playbooks }
  const path = resolve(cwd, '(backup)')
  return { playbooks: [path], inMemory: new Map([[path, backupPlay({ pattern: work.pattern })]]) }
}
