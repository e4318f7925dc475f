import type { Arguments, Expression } from './ast.ts'
import { NO_ARGUMENTS, parseArguments } from './parse-arguments.ts'
import type { Parsing } from './parsing.ts'
import { SyntaxProblem } from './syntax.ts'
import { is } from './tokens.ts'

/** Attributes, items and calls behind a value. */
export function parsePostfix(parsing: Parsing, start: Expression): Expression {
  const { tokens } = parsing
  let node = start
  for (;;) {
    if (tokens.isNext('.')) node = parseAttribute(parsing, node)
    else if (tokens.isNext('[')) node = parseItem(parsing, node)
    else if (tokens.isNext('(')) node = { kind: 'call', of: node, args: parseArguments(parsing), at: node.at }
    else return node
  }
}

/** Filters and tests behind a value. */
export function parseFilters(parsing: Parsing, start: Expression): Expression {
  const { tokens } = parsing
  let node = start
  for (;;) {
    if (tokens.take('|')) node = parseFilter(parsing, node)
    else if (tokens.isNext('is')) node = parseTest(parsing, node)
    else if (tokens.isNext('(')) node = { kind: 'call', of: node, args: parseArguments(parsing), at: node.at }
    else return node
  }
}

/** One filter, its `|` read; without `of` it is that of a block. */
export function parseFilter(parsing: Parsing, of?: Expression): Expression {
  const { tokens } = parsing
  const at = tokens.at
  const name = dottedName(parsing)
  parsing.checkName('filter', name, at)
  const args = tokens.isNext('(') ? parseArguments(parsing) : NO_ARGUMENTS
  return { kind: 'filter', name, args, at, ...(of !== undefined && { of }) }
}

function parseTest(parsing: Parsing, of: Expression): Expression {
  const { tokens } = parsing
  tokens.expect('is')
  const isNot = tokens.take('not')
  const at = tokens.at
  const name = dottedName(parsing)
  parsing.checkName('test', name, at)
  const test: Expression = { kind: 'test', of, name, args: testArguments(parsing), at }
  return isNot ? { kind: 'unary', operator: 'not', of: test, at } : test
}

/** In parentheses, or one value without them. */
function testArguments(parsing: Parsing): Arguments {
  const { tokens } = parsing
  if (tokens.isNext('(')) return parseArguments(parsing)
  const { current } = tokens
  if (is(current, 'is')) throw new SyntaxProblem('You cannot chain multiple tests with is', tokens.at)
  const isValue = current?.kind === 'string' || current?.kind === 'number' || is(current, '[') || is(current, '{')
  const isName =
    current?.kind === 'name' && !['else', 'or', 'and', 'if', 'in', 'not', 'recursive'].includes(current.text)
  if (!isValue && !isName) return NO_ARGUMENTS
  return { positional: [parsePostfix(parsing, parsing.primary())], named: [] }
}

function dottedName({ tokens }: Parsing): string {
  let name = tokens.name()
  while (tokens.take('.')) name += `.${tokens.name()}`
  return name
}

function parseAttribute({ tokens }: Parsing, of: Expression): Expression {
  tokens.expect('.')
  const { kind, text: written, start } = tokens.next()
  const text = tokens.text.slice(of.at, tokens.end)
  if (kind === 'name') return { kind: 'attribute', of, name: written, text, at: of.at }
  if (kind !== 'number') throw new SyntaxProblem('expected name or number', start)
  const keys = written.split('.').map(Number)
  return keys.reduce<Expression>(
    (node, value) => ({ kind: 'item', of: node, key: { kind: 'constant', value, at: start }, text, at: of.at }),
    of,
  )
}

function parseItem(parsing: Parsing, of: Expression): Expression {
  const { tokens } = parsing
  tokens.expect('[')
  const [first, ...more] = parseSubscripts(parsing, of)
  tokens.expect(']')
  if (first === undefined) throw tokens.unexpected()
  if (first.kind === 'slice') return first
  const key: Expression = more.length === 0 ? first : { kind: 'tuple', items: [first, ...more], at: first.at }
  return { kind: 'item', of, key, text: tokens.text.slice(of.at, tokens.end), at: of.at }
}

function parseSubscripts(parsing: Parsing, of: Expression): readonly Expression[] {
  const parts: Expression[] = []
  do {
    parts.push(parseSubscript(parsing, of))
  } while (parsing.tokens.take(','))
  return parts
}

function parseSubscript(parsing: Parsing, of: Expression): Expression {
  const { tokens } = parsing
  const bound = () => (tokens.isNext(':', ']', ',') ? undefined : parsing.expression())
  const start = bound()
  if (!tokens.take(':')) {
    if (start === undefined) throw tokens.unexpected()
    return start
  }
  const stop = bound()
  const step = tokens.take(':') ? bound() : undefined
  return {
    kind: 'slice',
    of,
    at: of.at,
    ...(start !== undefined && { start }),
    ...(stop !== undefined && { stop }),
    ...(step !== undefined && { step }),
  }
}
