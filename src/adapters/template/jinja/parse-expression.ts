import { type Float, toFloat, toInt } from '../python/values.ts'
import type { CompareOperator, Expression } from './ast.ts'
import { parseFilters, parsePostfix } from './parse-postfix.ts'
import type { CheckName, Parsing } from './parsing.ts'
import { SyntaxProblem, type Syntax } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'
import { unescapePython, type Token } from './tokens.ts'

const DEEPEST = 200

export function parsingOf(tokens: TokenStream, syntax: Syntax, checkName: CheckName): Parsing {
  const parsing: Parsing = {
    tokens,
    syntax,
    checkName,
    depth: 0,
    expression: () => parseExpression(parsing),
    primary: () => parsePrimary(parsing),
  }
  return parsing
}

export function parseExpression(parsing: Parsing, withCondition = true): Expression {
  if (++parsing.depth > DEEPEST) throw new SyntaxProblem('it nests too deeply', parsing.tokens.at)
  const parsed = withCondition ? parseCondition(parsing) : parseOr(parsing)
  parsing.depth--
  return parsed
}

/** An expression, or several with commas between: a tuple. `ends` are words that end it. */
export function parseTuple(parsing: Parsing, withCondition = true, ends: readonly string[] = []): Expression {
  const { tokens } = parsing
  const at = tokens.at
  const items: Expression[] = []
  let isTuple = false
  while (!isTupleEnd(tokens, ends)) {
    items.push(parseExpression(parsing, withCondition))
    if (!tokens.take(',')) break
    isTuple = true
  }
  const [first] = items
  if (!isTuple && first !== undefined) return first
  if (first === undefined && !tokens.isNext(')')) throw tokens.unexpected()
  return { kind: 'tuple', items, at }
}

function isTupleEnd(tokens: TokenStream, ends: readonly string[]): boolean {
  return tokens.current === undefined || tokens.isNext(')', '=', ...ends)
}

function parseCondition(parsing: Parsing): Expression {
  const { tokens } = parsing
  const at = tokens.at
  let yes = parseOr(parsing)
  while (tokens.take('if')) {
    const test = parseOr(parsing)
    const no = tokens.take('else') ? parseCondition(parsing) : undefined
    yes = { kind: 'condition', test, yes, ...(no !== undefined && { no }), at }
  }
  return yes
}

function parseOr(parsing: Parsing): Expression {
  let left = parseAnd(parsing)
  while (parsing.tokens.take('or'))
    left = { kind: 'logic', operator: 'or', left, right: parseAnd(parsing), at: left.at }
  return left
}

function parseAnd(parsing: Parsing): Expression {
  let left = parseNot(parsing)
  while (parsing.tokens.take('and'))
    left = { kind: 'logic', operator: 'and', left, right: parseNot(parsing), at: left.at }
  return left
}

function parseNot(parsing: Parsing): Expression {
  const { tokens } = parsing
  const at = tokens.at
  if (!tokens.take('not')) return parseCompare(parsing)
  return { kind: 'unary', operator: 'not', of: deeper(parsing, parseNot), at }
}

function parseCompare(parsing: Parsing): Expression {
  const first = parseSum(parsing)
  const rest: { operator: CompareOperator; value: Expression }[] = []
  for (;;) {
    const operator = compareOperator(parsing.tokens)
    if (operator === undefined) break
    rest.push({ operator, value: parseSum(parsing) })
  }
  return rest.length === 0 ? first : { kind: 'compare', first, rest, at: first.at }
}

const COMPARE: readonly CompareOperator[] = ['==', '!=', '<', '<=', '>', '>=', 'in']

function compareOperator(tokens: TokenStream): CompareOperator | undefined {
  for (const operator of COMPARE) if (tokens.take(operator)) return operator
  if (!tokens.isNext('not') || tokens.peek()?.text !== 'in') return undefined
  tokens.next()
  tokens.next()
  return 'not in'
}

function parseSum(parsing: Parsing): Expression {
  return leftToRight(parsing, ['+', '-'], parseConcat)
}

function parseConcat(parsing: Parsing): Expression {
  const items = [parseProduct(parsing)]
  while (parsing.tokens.take('~')) items.push(parseProduct(parsing))
  const [first] = items
  return items.length === 1 && first !== undefined ? first : { kind: 'concat', items, at: first?.at ?? 0 }
}

function parseProduct(parsing: Parsing): Expression {
  return leftToRight(parsing, ['*', '/', '//', '%'], parsePower)
}

function parsePower(parsing: Parsing): Expression {
  return leftToRight(parsing, ['**'], (inner) => parseUnary(inner, true))
}

function leftToRight(
  parsing: Parsing,
  operators: readonly string[],
  parseOperand: (parsing: Parsing) => Expression,
): Expression {
  const { tokens } = parsing
  let left = parseOperand(parsing)
  while (tokens.isNext(...operators)) {
    const { text: operator, start: at } = tokens.next()
    left = { kind: 'binary', operator, left, right: parseOperand(parsing), at }
  }
  return left
}

export function parseUnary(parsing: Parsing, withFilter: boolean): Expression {
  const { tokens } = parsing
  const at = tokens.at
  const sign = tokens.isNext('-', '+') ? tokens.next().text : undefined
  const node: Expression =
    sign === undefined
      ? parsePrimary(parsing)
      : {
          kind: 'unary',
          operator: sign === '-' ? '-' : '+',
          of: deeper(parsing, (inner) => parseUnary(inner, false)),
          at,
        }
  const whole = parsePostfix(parsing, node)
  return withFilter ? parseFilters(parsing, whole) : whole
}

function deeper(parsing: Parsing, parse: (parsing: Parsing) => Expression): Expression {
  if (++parsing.depth > DEEPEST) throw new SyntaxProblem('it nests too deeply', parsing.tokens.at)
  const parsed = parse(parsing)
  parsing.depth--
  return parsed
}

const WORDS: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
}
const RESERVED = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'elif'])

function parsePrimary(parsing: Parsing): Expression {
  const { tokens } = parsing
  const token = tokens.next()
  const at = token.start
  switch (token.kind) {
    case 'name':
      if (RESERVED.has(token.text)) throw new SyntaxProblem(`unexpected '${token.text}'`, at)
      if (Object.hasOwn(WORDS, token.text)) return { kind: 'constant', value: WORDS[token.text], at }
      return { kind: 'name', name: token.text, at }
    case 'string':
      return { kind: 'constant', value: adjacentText(parsing, token), at }
    case 'number':
      return { kind: 'constant', value: numberOf(token.text), at }
    case 'operator':
      return parseBracket(parsing, token)
  }
}

/** Texts side by side are one. */
function adjacentText({ tokens, syntax }: Parsing, first: Token): string {
  const read = ({ body, text }: Token) =>
    syntax.rawStrings ? body.replaceAll(`\\${text.charAt(0)}`, text.charAt(0)) : unescapePython(body)
  let text = read(first)
  while (tokens.current?.kind === 'string') text += read(tokens.next())
  return text
}

function numberOf(written: string): number | bigint | Float {
  const text = written.replaceAll('_', '')
  return /^\d+$|^0[xXoObB]/.test(text) ? toInt(BigInt(text)) : toFloat(Number(text))
}

function parseBracket(parsing: Parsing, open: Token): Expression {
  const { tokens } = parsing
  const at = open.start
  switch (open.text) {
    case '(': {
      const inside = parseTuple(parsing)
      tokens.expect(')')
      return inside
    }
    case '[': {
      const items = parseItems(parsing, ']', () => parseExpression(parsing))
      return { kind: 'list', items, at }
    }
    case '{': {
      const entries = parseItems(parsing, '}', () => {
        const key = parseExpression(parsing)
        tokens.expect(':')
        return [key, parseExpression(parsing)] as const
      })
      return { kind: 'dict', entries, at }
    }
    default:
      throw new SyntaxProblem(`unexpected '${open.text}'`, at)
  }
}

function parseItems<T>({ tokens }: Parsing, close: string, parse: () => T): readonly T[] {
  const items: T[] = []
  while (!tokens.take(close)) {
    if (items.length > 0) {
      tokens.expect(',')
      if (tokens.take(close)) break
    }
    items.push(parse())
  }
  return items
}
