import { PythonError } from './errors.ts'
import { argument } from './arguments.ts'
import { keyText } from './compare.ts'
import { iterate } from './sequence.ts'
import type { Methods } from './members.ts'
import { isDict, tupleOf, typeName, type Dict } from './values.ts'

/** Methods of dictionaries; those that change one change it in place, as in Python. */
export const dictMethods: Methods<Dict> = {
  get: (self, args) => {
    const key = keyText(args.positional[0])
    return Object.hasOwn(self, key) ? (self[key] ?? null) : (args.positional[1] ?? null)
  },
  items: (self) => Object.entries(self).map(tupleOf),
  keys: (self) => Object.keys(self),
  values: (self) => Object.values(self),
  copy: (self) => ({ ...self }),
  update: (self, args) => {
    const given = args.positional[0]
    Object.assign(self, given === undefined ? {} : dictOf(given), args.named)
    return null
  },
  setdefault: (self, args) => {
    const key = keyText(args.positional[0])
    if (!Object.hasOwn(self, key)) self[key] = args.positional[1] ?? null
    return self[key]
  },
  pop: (self, args) => {
    const key = keyText(args.positional[0])
    if (!Object.hasOwn(self, key)) {
      if (args.positional.length > 1) return args.positional[1]
      throw new PythonError(`KeyError: '${key}'`)
    }
    const value = self[key]
    Reflect.deleteProperty(self, key)
    return value
  },
  popitem: (self) => {
    const last = Object.entries(self).at(-1)
    if (last === undefined) throw new PythonError('popitem(): dictionary is empty')
    Reflect.deleteProperty(self, last[0])
    return tupleOf(last)
  },
  clear: (self) => {
    for (const key of Object.keys(self)) Reflect.deleteProperty(self, key)
    return null
  },
  fromkeys: (_self, args) => {
    const value = argument(args, 1, 'value') ?? null
    return Object.fromEntries(iterate(args.positional[0]).map((key) => [keyText(key), value]))
  },
}

/** Python's `dict(value)`: of another dictionary, or of pairs. */
export function dictOf(value: unknown): Dict {
  if (isDict(value)) return { ...value }
  return Object.fromEntries(
    iterate(value).map((pair, index) => {
      if (typeof pair !== 'string' && !Array.isArray(pair)) {
        throw new PythonError(`cannot convert dictionary update sequence element #${index} to a sequence`)
      }
      const items = iterate(pair)
      if (items.length !== 2) {
        throw new PythonError(
          `dictionary update sequence element #${index} has length ${items.length}; 2 is required (${typeName(pair)})`,
        )
      }
      return [keyText(items[0]), items[1]]
    }),
  )
}
