import { argument, flagArgument } from './arguments.ts'
import { isEqual, order } from './compare.ts'
import { PythonError } from './errors.ts'
import { iterate } from './sequence.ts'
import type { Methods } from './members.ts'
import { pythonRepr } from './text.ts'
import { Callable, NO_ARGS } from './values.ts'

/** Methods of lists; those that change one change it in place and give None, as in Python. */
export const listMethods: Methods<unknown[]> = {
  append: (self, args) => {
    self.push(args.positional[0])
    return null
  },
  extend: (self, args) => {
    self.push(...iterate(args.positional[0]))
    return null
  },
  insert: (self, args) => {
    self.splice(Number(args.positional[0]), 0, args.positional[1])
    return null
  },
  remove: (self, args) => {
    const index = self.findIndex((item) => isEqual(item, args.positional[0]))
    if (index < 0) throw new PythonError('list.remove(x): x not in list')
    self.splice(index, 1)
    return null
  },
  pop: (self, args) => {
    const index = Number(args.positional[0] ?? -1)
    const at = index < 0 ? index + self.length : index
    if (self.length === 0) throw new PythonError('pop from empty list')
    if (at < 0 || at >= self.length) throw new PythonError('pop index out of range')
    return self.splice(at, 1)[0]
  },
  clear: (self) => {
    self.length = 0
    return null
  },
  reverse: (self) => {
    self.reverse()
    return null
  },
  sort: (self, args) => {
    const key = argument(args, Infinity, 'key')
    const keyOf = (item: unknown) => (key instanceof Callable ? key.call({ ...NO_ARGS, positional: [item] }) : item)
    self.sort((a, b) => order(keyOf(a), keyOf(b)))
    if (flagArgument(args, Infinity, 'reverse')) self.reverse()
    return null
  },
  copy: (self) => [...self],
  count: (self, args) => self.filter((item) => isEqual(item, args.positional[0])).length,
  index: (self, args) => {
    const [wanted, start, stop] = args.positional
    const index = self.findIndex(
      (item, at) => at >= Number(start ?? 0) && at < Number(stop ?? Infinity) && isEqual(item, wanted),
    )
    if (index < 0) throw new PythonError(`${pythonRepr(wanted)} is not in list`)
    return index
  },
}
