import { relative } from 'node:path'
import type { Schedule } from '../../model/schedule/schedule.ts'

/** What a schedule does, in a few words. */
export function nameOfWork({ work, limit }: Schedule, cwd: string): string {
  const names = work.kind === 'backup' ? work.pattern : work.playbooks.map((path) => relative(cwd, path)).join(' ')
  const on = limit.length === 0 ? '' : ` on ${limit.join(',')}`
  return `${work.kind} ${names}${on}`
}
