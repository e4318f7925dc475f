import pLimit, { type LimitFunction } from 'p-limit'
import type { HostRun } from './host-run.ts'
import { nearest } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import { taskScope } from './variables/task-scope.ts'

type Limit = <T>(work: () => Promise<T>) => Promise<T>

/** The bound on hosts at a task: `forks`, and below it `throttle`. One limit a task, or a place in the playbook. */
export function throttled(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): Limit {
  const keyword = nearest(frame.chain, 'throttle')
  const [first] = hosts
  if (keyword === undefined || first === undefined) return (work) => run.limit(work)
  const read = new KeywordReader(taskScope(first, frame.chain, run), run.deps.templater, frame.task.at)
  const value = read.number('throttle', keyword, 0)
  const most = value.ok ? Math.floor(value.value) : 1
  if (most < 1) return (work) => run.limit(work)
  const limit: LimitFunction = pLimit(most)
  return (work) => limit(() => run.limit(work))
}
