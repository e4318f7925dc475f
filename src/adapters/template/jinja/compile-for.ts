import { isTruthy } from '../python/compare.ts'
import { defined } from '../python/errors.ts'
import { iterate } from '../python/sequence.ts'
import type { Body, Statement } from './ast.ts'
import { assign } from './assign.ts'
import { compileExpression } from './compile-expression.ts'
import { concat } from './concat.ts'
import { LoopState } from './loop-state.ts'
import type { Frame, Step } from './runtime.ts'

/** `{% for %}` with its filter, its `else` and its recursion. */
export function compileFor(statement: Statement & { readonly kind: 'for' }, compileBody: (body: Body) => Step): Step {
  const { target, recursive } = statement
  const over = compileExpression(statement.over)
  const filter = statement.filter === undefined ? undefined : compileExpression(statement.filter)
  const body = compileBody(statement.body)
  const otherwise = compileBody(statement.otherwise)

  function wanted(frame: Frame, all: readonly unknown[]): readonly unknown[] {
    if (filter === undefined) return all
    return all.filter((item) => {
      const inner = frame.inner()
      assign(inner, target, item)
      return isTruthy(filter(inner))
    })
  }

  function runOver(frame: Frame, value: unknown, depth: number, out: unknown[]): void {
    const items = wanted(frame, iterate(defined(value)))
    const recurse = (children: unknown): unknown => {
      const printed: unknown[] = []
      runOver(frame, children, depth + 1, printed)
      return concat(printed, frame.run)
    }
    const loop = new LoopState(items, depth, recursive ? recurse : undefined)
    for (; loop.index < items.length; loop.index++) {
      const inner = frame.inner()
      inner.set('loop', loop)
      assign(inner, target, items[loop.index])
      if (body(inner, out) === 'break') break
    }
    if (items.length === 0) otherwise(frame.inner(), out)
  }

  return (frame, out) => {
    frame.run.at = statement.over.at
    runOver(frame, over(frame), 0, out)
    return undefined
  }
}
