import type { Play, Task, TaskItem } from '../model/playbook.ts'
import { nameMatcher, type NameMatcher } from '../model/name-matcher.ts'
import { nearest, type KeywordChain } from './inherited.ts'

/**
 * `--start-at-task`: everything before the first task of that name is passed over. Names are compared as they are written,
 * alone and with the role before them; a glob counts (Ansible: executor/play_iterator.py).
 */
export class StartAt {
  readonly #matches: NameMatcher | undefined
  #isPending: boolean

  constructor(glob: string | undefined) {
    const matcher = glob === undefined || glob.startsWith('~') ? undefined : nameMatcher(glob)
    this.#matches = matcher?.ok === true ? matcher.value : glob === undefined ? undefined : (name) => name === glob
    this.#isPending = this.#matches !== undefined
  }

  /** No task of that name has come yet. */
  get isPending(): boolean {
    return this.#isPending
  }

  /** Whether a play has nothing to do: the task is still to come, and is not in it. */
  passesOver(play: Play): boolean {
    const sections = [play.preTasks, play.tasks, play.postTasks]
    return this.#isPending && !sections.some((items) => this.#isIn(items, [play]))
  }

  /** Whether a task comes before the one to start at, which ends the waiting. */
  isBefore(task: Task, chain: KeywordChain): boolean {
    if (this.#isPending && this.#isMeant(task, chain)) this.#isPending = false
    return this.#isPending
  }

  #isIn(items: readonly TaskItem[], chain: KeywordChain): boolean {
    return items.some((item) => {
      const inside = [...chain, item]
      if (item.kind === 'task') return this.#isMeant(item, inside)
      return this.#isIn(item.block, inside) || this.#isIn(item.always, inside)
    })
  }

  #isMeant(task: Task, chain: KeywordChain): boolean {
    const role = nearest(chain, 'role')?.name
    const name = task.name ?? task.writtenAs ?? task.module
    const names = [...(task.name === undefined ? [] : [name]), role === undefined ? name : `${role} : ${name}`]
    return names.some((each) => this.#matches?.(each) === true)
  }
}
