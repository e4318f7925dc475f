import { negate, operate, positive, type BinaryOperator } from '../python/arithmetic.ts'
import { contains, isEqual, isTruthy, keyText, order } from '../python/compare.ts'
import { dictOf } from '../python/dict-methods.ts'
import { defined, PythonError } from '../python/errors.ts'
import { getAttribute, getItem } from '../python/members.ts'
import { iterate, sliceOf } from '../python/sequence.ts'
import { pythonStr } from '../python/text.ts'
import { Callable, tupleOf, typeName, Undefined, type CallArgs } from '../python/values.ts'
import { LoopState } from './loop-state.ts'
import type { Arguments, CompareOperator, Expression } from './ast.ts'
import { blockFunctions } from './compile-block.ts'
import { applyFilter, applyTest } from './apply-filter.ts'
import type { Evaluate } from './runtime.ts'

/** Makes an expression ready to run. */
export function compileExpression(node: Expression): Evaluate {
  switch (node.kind) {
    case 'constant':
      return constantly(node.value)
    case 'name':
      return compileName(node.name, node.at)
    case 'attribute': {
      const of = compileExpression(node.of)
      return (frame) => located(getAttribute(of(frame), node.name), node)
    }
    case 'item': {
      const [of, key] = [compileExpression(node.of), compileExpression(node.key)]
      return (frame) => located(getItem(of(frame), key(frame)), node)
    }
    case 'slice': {
      const of = compileExpression(node.of)
      const [start, stop, step] = [compileBound(node.start), compileBound(node.stop), compileBound(node.step)]
      return (frame) => sliceOf(of(frame), { start: start(frame), stop: stop(frame), step: step(frame) })
    }
    case 'text':
      return (frame) => frame.run.render(node.text)
    case 'list':
      return compileItems(node.items)
    case 'tuple': {
      const items = compileItems(node.items)
      return (frame) => tupleOf(items(frame))
    }
    case 'dict':
      return compileDict(node.entries)
    case 'concat': {
      const items = compileItems(node.items)
      return (frame) =>
        items(frame)
          .map((item) => pythonStr(defined(item)))
          .join('')
    }
    case 'unary':
      return compileUnary(node.operator, compileExpression(node.of))
    case 'binary': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)]
      return (frame) => operate(node.operator as BinaryOperator, left(frame), right(frame))
    }
    case 'logic': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)]
      const stopsAt = node.operator === 'or'
      return (frame) => {
        const value = left(frame)
        return isTruthy(value) === stopsAt ? value : right(frame)
      }
    }
    case 'compare':
      return compileCompare(node)
    case 'condition':
      return compileCondition(node)
    case 'filter': {
      const of = node.of === undefined ? constantly('') : compileExpression(node.of)
      const args = compileArguments(node.args)
      return (frame) => {
        const value = of(frame)
        const given = args(frame)
        frame.run.at = node.at
        return applyFilter(frame.run, node.name, value, given)
      }
    }
    case 'test': {
      const of = compileExpression(node.of)
      const args = compileArguments(node.args)
      return (frame) => {
        const value = of(frame)
        const given = args(frame)
        frame.run.at = node.at
        return applyTest(frame.run, node.name, value, given)
      }
    }
    case 'call': {
      const of = compileExpression(node.of)
      const args = compileArguments(isLookup(node.of) ? withTemplates(node.args) : node.args)
      return (frame) => {
        const callee = of(frame)
        const given = args(frame)
        frame.run.at = node.at
        return call(callee, given)
      }
    }
  }
}

const LOOKUPS = new Set(['lookup', 'query', 'q'])

function isLookup(of: Expression): boolean {
  return of.kind === 'name' && LOOKUPS.has(of.name)
}

/**
 * Ansible renders the terms of a lookup. Only text that stands in the template itself is rendered here: a value that came
 * from a host must never be run as a template.
 */
function withTemplates(args: Arguments): Arguments {
  return { ...args, positional: args.positional.map(asTemplate) }
}

function asTemplate(node: Expression): Expression {
  if (node.kind === 'list') return { ...node, items: node.items.map(asTemplate) }
  if (node.kind !== 'constant' || typeof node.value !== 'string' || !node.value.includes('{{')) return node
  return { kind: 'text', text: node.value, at: node.at }
}

export function call(callee: unknown, args: CallArgs): unknown {
  if (callee instanceof Callable) return callee.call(args)
  if (callee instanceof LoopState) return callee.recurse(args.positional[0])
  throw new PythonError(`'${typeName(defined(callee))}' object is not callable`)
}

function constantly(value: unknown): Evaluate {
  return () => value
}

function compileName(name: string, at: number): Evaluate {
  if (name === 'self') return blockFunctions
  return (frame) => {
    const value = frame.get(name)
    if (value === undefined) return new Undefined(`'${name}' is undefined`, { use: name, at })
    if (!(value instanceof Undefined) || value.use !== undefined) return value
    return new Undefined(value.reason, { use: name, at, cause: value.cause })
  }
}

/** An undefined value knows what it was read as. */
function located(value: unknown, node: { readonly text: string; readonly at: number }): unknown {
  if (!(value instanceof Undefined) || value.use !== undefined) return value
  return new Undefined(value.reason, { use: node.text, at: node.at })
}

function compileBound(node: Expression | undefined): Evaluate {
  return node === undefined ? constantly(null) : compileExpression(node)
}

function compileItems(nodes: readonly Expression[]): (frame: Parameters<Evaluate>[0]) => unknown[] {
  const items = nodes.map(compileExpression)
  return (frame) => items.map((item) => item(frame))
}

function compileDict(entries: readonly (readonly [Expression, Expression])[]): Evaluate {
  const compiled = entries.map(([key, value]) => [compileExpression(key), compileExpression(value)] as const)
  return (frame) => Object.fromEntries(compiled.map(([key, value]) => [keyText(key(frame)), value(frame)]))
}

function compileUnary(operator: string, of: Evaluate): Evaluate {
  switch (operator) {
    case 'not':
      return (frame) => !isTruthy(of(frame))
    case '-':
      return (frame) => negate(of(frame))
    default:
      return (frame) => positive(of(frame))
  }
}

function compileCompare({ first, rest }: Expression & { readonly kind: 'compare' }): Evaluate {
  const start = compileExpression(first)
  const steps = rest.map(({ operator, value }) => ({ holds: COMPARE[operator], value: compileExpression(value) }))
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

function compileCondition(node: Expression & { readonly kind: 'condition' }): Evaluate {
  const [test, yes] = [compileExpression(node.test), compileExpression(node.yes)]
  const no =
    node.no === undefined
      ? constantly(
          new Undefined('the inline if-expression evaluated to false and no else section was defined.', {
            at: node.at,
            isLenient: true,
          }),
        )
      : compileExpression(node.no)
  return (frame) => (isTruthy(test(frame)) ? yes(frame) : no(frame))
}

export function compileArguments({
  positional,
  named,
  rest,
  restNamed,
}: Arguments): (frame: Parameters<Evaluate>[0]) => CallArgs {
  const items = compileItems(positional)
  const byName = named.map(([name, value]) => [name, compileExpression(value)] as const)
  const more = rest === undefined ? undefined : compileExpression(rest)
  const moreNamed = restNamed === undefined ? undefined : compileExpression(restNamed)
  return (frame) => ({
    positional: more === undefined ? items(frame) : [...items(frame), ...iterate(more(frame))],
    named: {
      ...Object.fromEntries(byName.map(([name, value]) => [name, value(frame)])),
      ...(moreNamed !== undefined && dictOf(defined(moreNamed(frame)))),
    },
  })
}
