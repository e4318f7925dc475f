import { formatDuration } from '../../base/duration.ts'
import { foldHosts } from './fold-hosts.ts'
import type { OpenTask } from './open-task.ts'
import { printable } from './printable.ts'

export interface Progress {
  readonly play: string
  readonly batch: { readonly number: number; readonly of: number; readonly hosts: number }
  readonly tasks: readonly OpenTask[]
}

const MAX_ROWS = 20
const MAX_NAMES = 5

/** What a terminal shows while tasks run: sums over hosts, never a row for each. At most 20 rows. */
export function progressRows({ play, batch, tasks }: Progress, now: number): readonly string[] {
  const stage = batch.of > 1 ? ` · batch ${batch.number} of ${batch.of}` : ''
  const head = `${printable(play)}${stage} · ${batch.hosts} ${batch.hosts === 1 ? 'host' : 'hosts'}`
  return [head, ...tasks.flatMap((task) => taskRows(task, now))].slice(0, MAX_ROWS)
}

function taskRows(task: OpenTask, now: number): readonly string[] {
  const done = task.total - task.outstanding.size
  const { failed, unreachable } = task.counts
  const parts = [
    `${printable(task.label.name)} · ${done}/${task.total} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unreachable > 0 ? [`${unreachable} unreachable`] : []),
    formatDuration(now - task.startedAt),
  ]
  return [
    parts.join(' · '),
    ...(task.undoing.size > 0 ? [`  putting back: ${someHosts(task.undoing)}`] : []),
    ...(done > 0 && task.outstanding.size > 0 ? [`  slowest: ${someHosts(task.outstanding)}`] : []),
  ]
}

function someHosts(hosts: ReadonlySet<string>): string {
  const named = [...hosts].slice(0, MAX_NAMES)
  const rest = hosts.size - named.length
  return `${foldHosts(named)}${rest > 0 ? ` and ${rest} more` : ''}`
}
