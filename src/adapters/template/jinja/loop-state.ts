import { isEqual } from '../python/compare.ts'
import { PythonError } from '../python/errors.ts'
import { Callable, Instance, Undefined } from '../python/values.ts'

/** What `loop` is inside `{% for %}`. */
export class LoopState extends Instance {
  readonly typeName = 'LoopContext'
  readonly #items: readonly unknown[]
  readonly #depth: number
  readonly #recurse: ((items: unknown) => unknown) | undefined
  #changed: unknown
  index = 0

  constructor(items: readonly unknown[], depth: number, recurse?: (items: unknown) => unknown) {
    super()
    this.#items = items
    this.#depth = depth
    this.#recurse = recurse
  }

  /** `loop(children)` of a loop that is `recursive`. */
  recurse(items: unknown): unknown {
    if (this.#recurse === undefined) {
      throw new PythonError("The loop must have the 'recursive' marker to be called recursively.")
    }
    return this.#recurse(items)
  }

  attribute(name: string): unknown {
    const { index } = this
    const length = this.#items.length
    switch (name) {
      case 'index':
        return index + 1
      case 'index0':
        return index
      case 'revindex':
        return length - index
      case 'revindex0':
        return length - index - 1
      case 'first':
        return index === 0
      case 'last':
        return index === length - 1
      case 'length':
        return length
      case 'depth':
        return this.#depth + 1
      case 'depth0':
        return this.#depth
      case 'previtem':
        return index === 0 ? new Undefined('there is no previous item') : this.#items[index - 1]
      case 'nextitem':
        return index === length - 1 ? new Undefined('there is no next item') : this.#items[index + 1]
      case 'cycle':
        return new Callable(name, ({ positional }) => {
          if (positional.length === 0) throw new PythonError('no items for cycling given')
          return positional[index % positional.length]
        })
      case 'changed':
        return new Callable(name, ({ positional }) => {
          if (this.#changed !== undefined && isEqual(this.#changed, positional)) return false
          this.#changed = positional
          return true
        })
      default:
        return undefined
    }
  }
}
