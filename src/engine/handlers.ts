import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Keywords, Play, Task, TaskItem, TemplateText } from '../model/playbook.ts'
import { handlerNotFound } from './errors.ts'
import { nearest, type KeywordChain } from './inherited.ts'

export interface Handler {
  readonly task: Task
  readonly chain: KeywordChain
  /** The play's own are one set, those of a role another, and of a role that is included with other vars one more. */
  readonly set: string
}

/** The handlers of a play in the order of their definition, which is the order in which they run. */
export class HandlerIndex {
  readonly #handlers: Handler[]

  constructor(play: Play) {
    this.#handlers = play.handlers.flatMap((item) => handlersIn([item], [play], item.role?.key ?? ''))
  }

  get handlers(): readonly Handler[] {
    return this.#handlers
  }

  has(task: Task): boolean {
    return this.#handlers.some((handler) => handler.task === task)
  }

  /**
   * Handlers that an include brings, inside of it: they see its variables. Those of a role that was included with the same
   * vars before are in the place of the ones before.
   */
  add(items: readonly TaskItem[], chain: KeywordChain, vars: string): void {
    for (const item of items) {
      const set = `${item.role?.key ?? ''} ${vars}`
      const added = handlersIn([item], chain, set)
      const known = item.role === undefined ? [] : this.#ofSet(set)
      if (known.length === 0) this.#handlers.push(...added)
      for (const [index, at] of known.entries()) this.#handlers.splice(at, 1, ...added.slice(index, index + 1))
    }
  }

  #ofSet(set: string): readonly number[] {
    return this.#handlers.flatMap((handler, index) => (handler.set === set ? [index] : []))
  }

  /**
   * Which handlers a notification means: those that listen to it, and the one of that name. Of several it is the first of
   * the last set that has one (ansible-core 2.14, plugins/strategy/__init__.py).
   */
  find(
    notification: string,
    render: (text: TemplateText, handler: Task) => string,
    at: Keywords['at'],
  ): Result<readonly number[], LongshoreError> {
    const listening = this.#indexes((task) => task.listen.includes(notification))
    const named = this.#indexes((task, role) => namesOf(task, role).some((name) => render(name, task) === notification))
    const last = this.#setOf(named.at(-1))
    const found = [...new Set([...named.filter((index) => this.#setOf(index) === last).slice(0, 1), ...listening])]
    return found.length > 0 ? ok(found) : err(handlerNotFound(notification, this.#names(), at))
  }

  /** As it is told of: by its name in its role, or by its module. */
  nameAt(index: number, render: (text: TemplateText) => string): string {
    const handler = this.#handlers[index]
    if (handler === undefined) return ''
    const names = namesOf(handler.task, nearest(handler.chain, 'role')?.name).map((name) => render(name))
    return names.at(-1) ?? handler.task.module
  }

  #setOf(index: number | undefined): string | undefined {
    return index === undefined ? undefined : this.#handlers[index]?.set
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

function handlersIn(items: readonly TaskItem[], chain: KeywordChain, set: string): readonly Handler[] {
  return items.flatMap((item) =>
    item.kind === 'task'
      ? [{ task: item, chain: [...chain, item], set }]
      : handlersIn(item.block, [...chain, item], set),
  )
}
