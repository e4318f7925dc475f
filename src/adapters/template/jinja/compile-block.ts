import { Callable, Undefined } from '../python/values.ts'
import type { Statement } from './ast.ts'
import { concat } from './concat.ts'
import type { Frame, Step } from './runtime.ts'

/** `{% block %}`: the one of the last child that has it; `super()` is that of the template which it extends. */
export function compileBlock(
  { name, scoped }: Statement & { readonly kind: 'block' },
  body: Step,
  blocks: Map<string, Step>,
): Step {
  blocks.set(name, body)
  return (frame, out) => {
    if (frame.root.parent !== undefined) return undefined
    runBlock(name, scoped ? frame : frame.outermost(), out, 0)
    return undefined
  }
}

export function runBlock(name: string, frame: Frame, out: unknown[], level: number): void {
  const inner = frame.inner()
  const above = frame.root.blocks.get(name) ?? []
  inner.set(
    'super',
    level + 1 < above.length
      ? new Callable('super', () => printed(name, frame, level + 1))
      : new Undefined(`there is no parent block called '${name}'.`, { use: 'super' }),
  )
  above[level]?.(inner, out)
}

/** `self.name()`. */
export function blockFunctions(frame: Frame): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...frame.root.blocks.keys()].map((name) => [name, new Callable(name, () => printed(name, frame, 0))]),
  )
}

function printed(name: string, frame: Frame, level: number): unknown {
  const out: unknown[] = []
  runBlock(name, frame, out, level)
  return concat(out, frame.run)
}
