import { formatPosition } from '../base/source-position.ts'
import type { HostRun } from './host-run.ts'
import { allTags } from './inherited.ts'
import type { PlayRun } from './play-run.ts'
import { tagNames } from './tag-names.ts'
import type { TaskFrame } from './task-frame.ts'
import { taskScope } from './variables/task-scope.ts'

/**
 * The tags of a task and of all around it. Templates among them see the variables of the first host, and may give a
 * list; one that cannot be rendered is no tag, and is warned of.
 */
export function tagsOfTask(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): readonly string[] {
  const tags = allTags(frame.chain)
  const [host] = hosts
  const { templater } = run.deps
  if (host === undefined || !tags.some((tag) => templater.hasTemplate(tag))) return tags
  const scope = taskScope(host, frame.chain, run)
  return tags.flatMap((tag) => {
    const rendered = templater.render(tag, scope)
    if (!rendered.ok) {
      const where = formatPosition(frame.task.at)
      run.deps.emit({ type: 'warning', message: `${where}: the tag '${tag}' is left out: ${rendered.error.message}` })
      return []
    }
    return tagNames(rendered.value)
  })
}
