import type { Keywords, Play, Task, TaskItem } from '../../model/playbook.ts'
import { isPlain } from '../read-ahead/facts-of-next.ts'
import type { TaskCall } from '../task-call.ts'

/** They say something here, and no host hears of it. */
const SAYS_ONLY = new Set(['assert', 'debug', 'fail', 'set_fact', 'set_stats'])

/**
 * Whether its change is the last thing that this run does on the host, once it has succeeded: no later task, play or handler,
 * no `rescue` or `always`, no transaction or rollout that may take it back. Where that cannot be told, it is not.
 */
export function isLastOnHost({ frame, host, run }: TaskCall): boolean {
  const { task, chain, following } = frame
  if (!run.isLastPlay || run.play.rollout !== undefined || host.undoLog.isOpen || host.notified.size > 0) return false
  if (following?.every((item) => item.kind === 'task' && saysOnly(item)) !== true) return false
  if (!isPlain(task, chain) || chain.some(mayNotify)) return false
  const sections = sectionsOf(run.play)
  return closing(sections) === task && isOnce(task, sections, run.play)
}

function sectionsOf({ preTasks, tasks, postTasks }: Play): readonly TaskItem[] {
  return [...preTasks, ...tasks, ...postTasks]
}

function mayNotify(around: Keywords): boolean {
  return 'notify' in around && Array.isArray(around.notify) && around.notify.length > 0
}

function saysOnly({ module, notify }: Task): boolean {
  return SAYS_ONLY.has(module) && notify.length === 0
}

/** The last task that comes to a host; undefined where a block around it has something to do afterwards. */
function closing(items: readonly TaskItem[]): Task | undefined {
  const last = items.findLast((item) => item.kind === 'block' || !saysOnly(item))
  if (last?.kind !== 'block') return last
  const isPlainBlock = last.rescue.length === 0 && last.always.length === 0 && last.transaction === undefined
  return isPlainBlock ? closing(last.block) : undefined
}

/**
 * It stands in one place of the play. Where hosts go through it one after the other, nothing of it may come back to the host
 * by the way of another: that is no delegation, and nothing that is not known before.
 */
function isOnce(task: Task, items: readonly TaskItem[], { serial, strategy }: Play): boolean {
  const isTogether = serial.length === 0 && strategy === 'linear'
  let times = 0
  const walk = (list: readonly TaskItem[]): boolean =>
    list.every((item) => {
      if (item === task) times++
      if (!isTogether && item.delegateTo !== undefined) return false
      if (item.kind === 'block') return walk([...item.block, ...item.rescue, ...item.always])
      return isTogether || !item.module.startsWith('include_')
    })
  return walk(items) && times === 1
}
