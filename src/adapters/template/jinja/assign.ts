import { PythonError } from '../python/errors.ts'
import { iterate } from '../python/sequence.ts'
import type { Target } from './ast.ts'
import { Namespace } from './namespace.ts'
import type { Frame } from './runtime.ts'

/** Gives a value to the names of a target. */
export function assign(frame: Frame, target: Target, value: unknown): void {
  switch (target.kind) {
    case 'name':
      frame.set(target.name, value ?? null)
      return
    case 'attribute': {
      const namespace = frame.get(target.of)
      if (!(namespace instanceof Namespace)) throw new PythonError('cannot assign attribute on non-namespace object')
      namespace.values.set(target.name, value)
      return
    }
    case 'several': {
      const items = iterate(value)
      if (items.length > target.targets.length) {
        throw new PythonError(`too many values to unpack (expected ${target.targets.length})`)
      }
      if (items.length < target.targets.length) {
        throw new PythonError(`not enough values to unpack (expected ${target.targets.length}, got ${items.length})`)
      }
      for (const [index, inner] of target.targets.entries()) assign(frame, inner, items[index])
    }
  }
}
