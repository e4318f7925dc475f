import { type HeldLock, keyOf, type LeftLock } from './locked-work.ts'

/** Which locks this run has, and which it may have, by `keyOf`. */
export class LockBook {
  readonly #held = new Map<string, HeldLock>()
  readonly #left = new Map<string, LeftLock>()

  get held(): readonly HeldLock[] {
    return [...this.#held.values()]
  }

  /** Those that were not taken since. */
  get left(): readonly LeftLock[] {
    return [...this.#left].flatMap(([key, lock]) => (this.#held.has(key) ? [] : [lock]))
  }

  heldAt(key: string): HeldLock | undefined {
    return this.#held.get(key)
  }

  leftAt(key: string): LeftLock | undefined {
    return this.#left.get(key)
  }

  keep(lock: HeldLock): void {
    this.#held.set(keyOf(lock.target, lock.options), lock)
  }

  leave(lock: LeftLock): void {
    this.#left.set(keyOf(lock.target, lock.options), lock)
  }

  forget(key: string): void {
    this.#held.delete(key)
    this.#left.delete(key)
  }

  /** This run works there under another name of the machine as well. */
  isShared(name: string, key: string): boolean {
    return [...this.#held].some(([other, lock]) => (other === key ? lock.name !== name : lock.name === name))
  }
}
