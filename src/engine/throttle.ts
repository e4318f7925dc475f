import pLimit, { type LimitFunction } from 'p-limit'
import type { Task } from '../model/playbook.ts'
import type { HostRun } from './host-run.ts'
import { nearest } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import { taskScope } from './variables/task-scope.ts'

type Limit = <T>(work: () => Promise<T>) => Promise<T>

/** The bound on hosts at a task: `forks`, and below it `throttle`. */
export function throttled(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): Limit {
  const keyword = nearest(frame.chain, 'throttle')
  const [first] = hosts
  if (keyword === undefined || first === undefined) return (work) => run.limit(work)
  const read = new KeywordReader(taskScope(first, frame.chain, run), run.deps.templater, frame.task.at)
  const value = read.number('throttle', keyword, 0)
  const most = value.ok ? Math.floor(value.value) : 1
  if (most < 1) return (work) => run.limit(work)
  const limit = limitOf(frame.task, most)
  return (work) => limit(() => run.limit(work))
}

const limits = new WeakMap<Task, Map<number, LimitFunction>>()

/** Hosts that come to a task one by one share its bound. */
function limitOf(task: Task, most: number): LimitFunction {
  const ofTask = limits.get(task) ?? new Map<number, LimitFunction>()
  limits.set(task, ofTask)
  const limit = ofTask.get(most) ?? pLimit(most)
  ofTask.set(most, limit)
  return limit
}
