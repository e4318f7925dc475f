import { negate, operate, positive, type BinaryOperator } from '../python/arithmetic.ts'
import { contains, isEqual, isTruthy, order } from '../python/compare.ts'
import { Undefined } from '../python/values.ts'
import type { CompareOperator, Expression } from './ast.ts'
import type { Evaluate } from './runtime.ts'

type Compile = (node: Expression) => Evaluate
type Kind<K> = Expression & { readonly kind: K }

export function compileUnary({ operator, of }: Kind<'unary'>, compile: Compile): Evaluate {
  const value = compile(of)
  switch (operator) {
    case 'not':
      return (frame) => !isTruthy(value(frame))
    case '-':
      return (frame) => negate(value(frame))
    case '+':
      return (frame) => positive(value(frame))
  }
}

export function compileBinary(node: Kind<'binary'>, compile: Compile): Evaluate {
  const [left, right] = [compile(node.left), compile(node.right)]
  return (frame) => operate(node.operator as BinaryOperator, left(frame), right(frame))
}

export function compileLogic(node: Kind<'logic'>, compile: Compile): Evaluate {
  const [left, right] = [compile(node.left), compile(node.right)]
  const stopsAt = node.operator === 'or'
  return (frame) => {
    const value = left(frame)
    return isTruthy(value) === stopsAt ? value : right(frame)
  }
}

/** Comparisons side by side hold together: `1 < x < 3`. */
export function compileCompare({ first, rest }: Kind<'compare'>, compile: Compile): Evaluate {
  const start = compile(first)
  const steps = rest.map(({ operator, value }) => ({ holds: COMPARE[operator], value: compile(value) }))
  return (frame) => {
    let left = start(frame)
    for (const { holds, value } of steps) {
      const right = value(frame)
      if (!holds(left, right)) return false
      left = right
    }
    return true
  }
}

const COMPARE: Readonly<Record<CompareOperator, (a: unknown, b: unknown) => boolean>> = {
  '==': isEqual,
  '!=': (a, b) => !isEqual(a, b),
  '<': (a, b) => order(a, b, '<') < 0,
  '<=': (a, b) => order(a, b, '<=') <= 0,
  '>': (a, b) => order(a, b, '>') > 0,
  '>=': (a, b) => order(a, b, '>=') >= 0,
  in: (a, b) => contains(b, a),
  'not in': (a, b) => !contains(b, a),
}

export function compileCondition(node: Kind<'condition'>, compile: Compile): Evaluate {
  const [test, yes] = [compile(node.test), compile(node.yes)]
  const no = node.no === undefined ? withoutElse(node.at) : compile(node.no)
  return (frame) => (isTruthy(test(frame)) ? yes(frame) : no(frame))
}

function withoutElse(at: number): Evaluate {
  const reason = 'the inline if-expression evaluated to false and no else section was defined.'
  const missing = new Undefined(reason, { at, isLenient: true })
  return () => missing
}
