import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Keywords, Play, Task, TaskItem } from '../model/playbook.ts'
import { handlerNotFound } from './errors.ts'
import type { KeywordChain } from './inherited.ts'

export interface Handler {
  readonly task: Task
  readonly chain: KeywordChain
}

/** The handlers of a play in the order of their definition, which is the order in which they run. */
export class HandlerIndex {
  readonly handlers: readonly Handler[]

  constructor(play: Play) {
    this.handlers = handlersIn(play.handlers, [play])
  }

  /** Which handlers a notification means: those that listen to it, and the last one of that name (Ansible). */
  find(notification: string, at: Keywords['at']): Result<readonly number[], LongshoreError> {
    const listening = this.#indexes((task) => task.listen.includes(notification))
    const named = this.#indexes((task) => task.name === notification).slice(-1)
    const found = [...new Set([...named, ...listening])]
    return found.length > 0 ? ok(found) : err(handlerNotFound(notification, this.#names(), at))
  }

  #indexes(test: (task: Task) => boolean): number[] {
    return this.handlers.flatMap(({ task }, index) => (test(task) ? [index] : []))
  }

  #names(): readonly string[] {
    return this.handlers.flatMap(({ task }) => [...(task.name === undefined ? [] : [task.name]), ...task.listen])
  }
}

function handlersIn(items: readonly TaskItem[], chain: KeywordChain): readonly Handler[] {
  return items.flatMap((item) =>
    item.kind === 'task' ? [{ task: item, chain: [...chain, item] }] : handlersIn(item.block, [...chain, item]),
  )
}
