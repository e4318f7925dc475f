import { formatPosition } from '../base/source-position.ts'
import type { Task } from '../model/playbook.ts'
import type { HostRun } from './host-run.ts'
import { nearest } from './inherited.ts'
import { isRescuable } from './open-blocks.ts'
import { KeywordReader } from './keyword-values.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import { taskScope } from './variables/task-scope.ts'

/** What `meta` does to the play as a whole: Ansible's linear strategy asks the first host alone. */
const META_OF_PLAY: ReadonlySet<unknown> = new Set([
  ...['end_play', 'end_batch', 'clear_facts', 'clear_host_errors', 'refresh_inventory'],
])

/** Whether a task runs on the first of the hosts alone. A `run_once` that cannot be rendered fails where it is used. */
export function onceOf(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): TaskFrame['once'] {
  const { task, chain } = frame
  const [first] = hosts
  if (first === undefined) return undefined
  const read = new KeywordReader(taskScope(first, chain, run), run.deps.templater, task.at)
  const runOnce = read.flag('run_once', nearest(chain, 'runOnce'), false)
  if (run.play.strategy !== 'linear') {
    if (runOnce.ok && runOnce.value) tellIgnored(task, run)
    return undefined
  }
  if (runOnce.ok && runOnce.value) return 'shared'
  if (task.module === 'meta') return META_OF_PLAY.has(task.args['_raw_params']) ? 'alone' : undefined
  return run.deps.modules.get(task.module)?.oncePerBatch === true ? 'alone' : undefined
}

function tellIgnored(task: Task, run: PlayRun): void {
  const message =
    `Using run_once with the ${run.play.strategy} strategy is not currently supported. ` +
    'This task will still be executed for every host in the inventory list.'
  run.deps.emit({ type: 'warning', message, at: formatPosition(task.at) })
}

/** The hosts that have what a task registers or finds: its own, or with `run_once` all that are still reached. */
export function sharingHosts(frame: TaskFrame, host: HostRun, run: PlayRun): readonly HostRun[] {
  return frame.once === 'shared' ? run.batch.filter((each) => each.standing !== 'unreachable') : [host]
}

/** A task that ran for all hosts failed for all of them, so that a `rescue` around it runs on them all. */
export function failOthers(host: HostRun, failure: NonNullable<HostRun['lastFailure']>, run: PlayRun): void {
  if (!isRescuable(run.openBlocks)) return
  for (const other of run.batch) {
    if (other === host || !other.isActive) continue
    other.standing = 'failed'
    other.lastFailure = { ...failure, elsewhere: true }
  }
}
