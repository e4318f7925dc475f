import { isTruthy } from '../python/compare.ts'
import { PythonError } from '../python/errors.ts'
import { pythonText } from '../python/text.ts'
import type { Body, Expression, Statement } from './ast.ts'
import { applyFilter } from './apply-filter.ts'
import { assign } from './assign.ts'
import { call, compileArguments } from './compile-call.ts'
import { compileExpression } from './compile-expression.ts'
import { compileBlock } from './compile-block.ts'
import { compileExtends, compileFromImport, compileImport, compileInclude } from './compile-import.ts'
import { compileFor } from './compile-for.ts'
import { allDefined, concat, KeptText } from './concat.ts'
import { compileMacro } from './macro.ts'
import type { Frame, Step } from './runtime.ts'

/** Filters whose text stays text where it is all that is printed: Ansible's `STRING_TYPE_FILTERS`. */
const STRING_FILTERS = new Set(['string', 'to_json', 'to_nice_json', 'to_yaml', 'to_nice_yaml', 'ppretty', 'json'])

/** Makes statements ready to run, one after the other. Named blocks are added to `blocks`. */
export function compileBody(body: Body, blocks: Map<string, Step>): Step {
  const steps = body.map((statement) => compileStatement(statement, blocks))
  return (frame, out) => {
    for (const step of steps) {
      const signal = step(frame, out)
      if (signal !== undefined) return signal
    }
    return undefined
  }
}

function compileStatement(statement: Statement, blocks: Map<string, Step>): Step {
  switch (statement.kind) {
    case 'data':
      return printing(() => statement.text)
    case 'output':
      return compileOutput(statement.value)
    case 'for':
      return compileFor(statement, (body) => compileBody(body, blocks))
    case 'if':
      return compileIf(statement, blocks)
    case 'set': {
      const value = compileExpression(statement.value)
      return doing((frame) => assign(frame, statement.target, value(frame)))
    }
    case 'set-block': {
      const text = compileText(statement.body, statement.filter, blocks)
      return doing((frame) => assign(frame, statement.target, text(frame)))
    }
    case 'filter-block':
      return printing(compileText(statement.body, statement.filter, blocks))
    case 'macro': {
      const bind = compileMacro(statement.macro, compileBody(statement.macro.body, blocks))
      return doing((frame) => frame.set(statement.macro.name, bind(frame)))
    }
    case 'call-block':
      return compileCallBlock(statement, blocks)
    case 'with':
      return compileWith(statement, blocks)
    case 'scope': {
      const body = compileBody(statement.body, blocks)
      return (frame, out) => body(frame.inner(), out)
    }
    case 'block':
      return compileBlock(statement, compileBody(statement.body, blocks), blocks)
    case 'extends':
      return compileExtends(statement)
    case 'include':
      return compileInclude(statement)
    case 'import':
      return compileImport(statement)
    case 'from-import':
      return compileFromImport(statement)
    case 'do': {
      const value = compileExpression(statement.value)
      return doing(value)
    }
    case 'break':
      return () => 'break'
    case 'continue':
      return () => 'continue'
  }
}

function printing(value: (frame: Frame) => unknown): Step {
  return (frame, out) => {
    out.push(value(frame))
    return undefined
  }
}

function doing(run: (frame: Frame) => unknown): Step {
  return (frame) => {
    run(frame)
    return undefined
  }
}

function compileOutput(node: Expression): Step {
  const value = compileExpression(node)
  const isKept = keepsText(node)
  return printing((frame) => {
    frame.run.at = node.at
    const given = allDefined(value(frame))
    const printed = frame.run.convert.startsWith('native') ? given : (given ?? '')
    return isKept && typeof printed === 'string' ? new KeptText(printed) : printed
  })
}

function keepsText(node: Expression): boolean {
  if (node.kind === 'condition') return keepsText(node.yes) || (node.no !== undefined && keepsText(node.no))
  if (node.kind === 'call') return isTemplateLookup(node)
  return node.kind === 'filter' && STRING_FILTERS.has(node.name.replace(/^ansible\.(builtin|legacy)\./, ''))
}

/** Of a template it is text that `jinja2_native` leaves alone (ansible-core 2.14: plugins/lookup/template.py). */
function isTemplateLookup({ of, args }: Expression & { readonly kind: 'call' }): boolean {
  const [plugin] = args.positional
  if (of.kind !== 'name' || of.name !== 'lookup' || plugin?.kind !== 'constant') return false
  return plugin.value === 'template' || plugin.value === 'ansible.builtin.template'
}

function compileIf({ branches, otherwise }: Statement & { readonly kind: 'if' }, blocks: Map<string, Step>): Step {
  const compiled = branches.map(
    ({ test, body }) => [compileExpression(test), compileBody(body, blocks), test.at] as const,
  )
  const last = compileBody(otherwise, blocks)
  return (frame, out) => {
    for (const [test, body, at] of compiled) {
      frame.run.at = at
      if (isTruthy(test(frame))) return body(frame, out)
    }
    return last(frame, out)
  }
}

/** What a body prints, through the filter that its tag names. */
function compileText(body: Body, filter: Expression | undefined, blocks: Map<string, Step>): (frame: Frame) => unknown {
  const run = compileBody(body, blocks)
  const through = filter === undefined ? (_frame: Frame, value: unknown) => value : compileThrough(filter)
  return (frame) => {
    const out: unknown[] = []
    run(frame.inner(), out)
    return through(frame, filter === undefined ? concat(out, frame.run) : out.map(printedText).join(''))
  }
}

function printedText(piece: unknown): string {
  return piece instanceof KeptText ? piece.text : pythonText(piece)
}

function compileThrough(filter: Expression): (frame: Frame, value: unknown) => unknown {
  if (filter.kind !== 'filter') throw new PythonError('a filter was expected')
  const inner = filter.of === undefined ? undefined : compileThrough(filter.of)
  const args = compileArguments(filter.args, compileExpression)
  return (frame, value) => {
    const given = inner === undefined ? value : inner(frame, value)
    frame.run.at = filter.at
    return applyFilter(frame.run, filter.name, given, args(frame))
  }
}

function compileCallBlock(statement: Statement & { readonly kind: 'call-block' }, blocks: Map<string, Step>): Step {
  const { call: node, caller } = statement
  if (node.kind !== 'call') throw new PythonError('a call was expected')
  const of = compileExpression(node.of)
  const args = compileArguments(node.args, compileExpression)
  const bind = compileMacro(caller, compileBody(caller.body, blocks))
  return printing((frame) => {
    const { positional, named } = args(frame)
    return call(of(frame), { positional, named: { ...named, caller: bind(frame) } })
  })
}

function compileWith(statement: Statement & { readonly kind: 'with' }, blocks: Map<string, Step>): Step {
  const entries = statement.entries.map(([target, value]) => [target, compileExpression(value)] as const)
  const body = compileBody(statement.body, blocks)
  return (frame, out) => {
    const inner = frame.inner()
    for (const [target, value] of entries) assign(inner, target, value(frame))
    return body(inner, out)
  }
}
