import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Keywords, Play, Task, TaskItem, TemplateText } from '../model/playbook.ts'
import { handlerNotFound } from './errors.ts'
import { nearest, type KeywordChain } from './inherited.ts'

export interface Handler {
  readonly task: Task
  readonly chain: KeywordChain
}

/** The handlers of a play in the order of their definition, which is the order in which they run. */
export class HandlerIndex {
  readonly #handlers: Handler[]

  constructor(play: Play) {
    this.#handlers = [...handlersIn(play.handlers, [play])]
  }

  get handlers(): readonly Handler[] {
    return this.#handlers
  }

  has(task: Task): boolean {
    return this.#handlers.some((handler) => handler.task === task)
  }

  /**
   * Handlers that an include brings, inside of it: they see its variables. Those of a role that is known already are in the
   * place of the ones before.
   */
  add(items: readonly TaskItem[], chain: KeywordChain): void {
    for (const item of items) {
      const added = handlersIn([item], chain)
      const known = item.role === undefined ? [] : this.#ofRole(item.role.key)
      if (known.length === 0) this.#handlers.push(...added)
      for (const [index, at] of known.entries()) this.#handlers.splice(at, 1, ...added.slice(index, index + 1))
    }
  }

  #ofRole(key: string): readonly number[] {
    return this.#handlers.flatMap(({ chain }, index) => (nearest(chain, 'role')?.key === key ? [index] : []))
  }

  /**
   * Which handlers a notification means: those that listen to it, and the one of that name. Of several it is the first of
   * those that stand together last, in the play or in a role (ansible-core 2.14, plugins/strategy/__init__.py).
   */
  find(
    notification: string,
    render: (text: TemplateText) => string,
    at: Keywords['at'],
  ): Result<readonly number[], LongshoreError> {
    const listening = this.#indexes((task) => task.listen.includes(notification))
    const named = this.#indexes((task, role) => namesOf(task, role).map(render).includes(notification))
    const last = this.#roleOf(named.at(-1))
    const found = [...new Set([...named.filter((index) => this.#roleOf(index) === last).slice(0, 1), ...listening])]
    return found.length > 0 ? ok(found) : err(handlerNotFound(notification, this.#names(), at))
  }

  /** As it is told of: by its name in its role, or by its module. */
  nameAt(index: number, render: (text: TemplateText) => string): string {
    const handler = this.#handlers[index]
    if (handler === undefined) return ''
    const names = namesOf(handler.task, this.#roleOf(index)).map(render)
    return names.at(-1) ?? handler.task.module
  }

  #roleOf(index: number | undefined): string | undefined {
    const handler = index === undefined ? undefined : this.#handlers[index]
    return handler === undefined ? undefined : nearest(handler.chain, 'role')?.key
  }

  #indexes(test: (task: Task, role: string | undefined) => boolean): number[] {
    return this.#handlers.flatMap(({ task, chain }, index) => (test(task, nearest(chain, 'role')?.name) ? [index] : []))
  }

  #names(): readonly string[] {
    return this.handlers.flatMap(({ task }) => [...(task.name === undefined ? [] : [task.name]), ...task.listen])
  }
}

/** By its own name and, in a role, by `role : name` (Ansible). */
function namesOf({ name }: Task, role: string | undefined): readonly string[] {
  if (name === undefined) return []
  return role === undefined ? [name] : [name, `${role} : ${name}`]
}

function handlersIn(items: readonly TaskItem[], chain: KeywordChain): readonly Handler[] {
  return items.flatMap((item) =>
    item.kind === 'task' ? [{ task: item, chain: [...chain, item] }] : handlersIn(item.block, [...chain, item]),
  )
}
