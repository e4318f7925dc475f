import { keyText } from '../python/compare.ts'
import { defined } from '../python/errors.ts'
import { getAttribute, getItem } from '../python/members.ts'
import { sliceOf } from '../python/sequence.ts'
import { pythonStr } from '../python/text.ts'
import { tupleOf, Undefined } from '../python/values.ts'
import type { Expression } from './ast.ts'
import { blockFunctions } from './compile-block.ts'
import { compileCall, compileFilter, compileTest } from './compile-call.ts'
import { compileBinary, compileCompare, compileCondition, compileLogic, compileUnary } from './compile-operation.ts'
import type { Evaluate, Frame } from './runtime.ts'

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
      return compileUnary(node, compileExpression)
    case 'binary':
      return compileBinary(node, compileExpression)
    case 'logic':
      return compileLogic(node, compileExpression)
    case 'compare':
      return compileCompare(node, compileExpression)
    case 'condition':
      return compileCondition(node, compileExpression)
    case 'filter':
      return compileFilter(node, compileExpression)
    case 'test':
      return compileTest(node, compileExpression)
    case 'call':
      return compileCall(node, compileExpression)
  }
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

function compileItems(nodes: readonly Expression[]): (frame: Frame) => unknown[] {
  const items = nodes.map(compileExpression)
  return (frame) => items.map((item) => item(frame))
}

function compileDict(entries: readonly (readonly [Expression, Expression])[]): Evaluate {
  const compiled = entries.map(([key, value]) => [compileExpression(key), compileExpression(value)] as const)
  return (frame) => Object.fromEntries(compiled.map(([key, value]) => [keyText(key(frame)), value(frame)]))
}
