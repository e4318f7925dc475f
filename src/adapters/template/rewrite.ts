import { attributeAt, isReserved, readChain, type Chain } from './chain.ts'
import { lineOf } from './segments.ts'
import { closingIndex, is, nameToken, type Token } from './tokens.ts'

/**
 * Rewrites expressions so that minijinja behaves as Ansible's Jinja2: variables are looked up outside (`c0`, `c1` ...),
 * an undefined one that is used calls `__missing`, string escapes are Python's, and filters and methods that minijinja
 * lacks or does differently go by names of ours.
 */
export interface Rewriter {
  expression(tokens: readonly Token[]): string
  /** The chains met so far; `c0` stands for the first. */
  readonly chains: readonly Chain[]
  /** Notes an expression that must not be undefined: its number for `__missing` and `__text`. */
  use(tokens: readonly Token[]): number
  readonly uses: readonly Use[]
}

export const CHAIN_VARIABLE = '__c'

/** Python's methods that minijinja does not have, as filters. */
const METHODS: ReadonlySet<string> = new Set(['get', 'format', 'items', 'keys', 'values'])
/** Filters of ours whose numbers have to stay floats in minijinja. */
const FLOATING: ReadonlySet<string> = new Set(['float', 'round'])
/** Keyword arguments of minijinja's own filters, which take them by position only. */
const POSITIONAL_KEYWORDS: ReadonlySet<string> = new Set(['boolean', 'default_value'])

const ENDS_OPERAND: ReadonlySet<string> = new Set([
  '+',
  '-',
  '~',
  ',',
  ')',
  ']',
  '}',
  ':',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'and',
  'or',
  'not',
  'in',
  'is',
  'if',
  'else',
])

export function createRewriter(source: string, bound: ReadonlySet<string>): Rewriter {
  const chains: Chain[] = []
  const uses: Use[] = []

  function expression(tokens: readonly Token[]): string {
    let out = ''
    let index = 0
    while (index < tokens.length) {
      const piece = pieceAt(tokens, index)
      out += gapBefore(source, tokens, index) + piece.text
      index = piece.end
    }
    return out
  }

  function pieceAt(tokens: readonly Token[], index: number): Piece {
    const token = tokens[index]
    if (token === undefined) return { text: '', end: index + 1 }
    if (token.kind === 'string' && is(tokens[index + 1], '%')) return percentAt(tokens, index)
    if (token.kind === 'string') return withMethods(tokens, { text: literal(token.value), end: index + 1 })
    if (is(token, '|')) return filterAt(tokens, index)
    if (is(token, '.')) return { text: `.${tokens[index + 1]?.text ?? ''}`, end: index + 2 }
    if (is(token, 'is')) return testAt(tokens, index)
    if (token.kind !== 'name') return { text: token.text, end: index + 1 }
    if (isKeywordArgument(tokens, index)) {
      return POSITIONAL_KEYWORDS.has(token.text)
        ? { text: '', end: index + 2 }
        : { text: `${token.text}=`, end: index + 2 }
    }
    if (isLookupCall(tokens, index)) return lookupAt(tokens, index)
    if (isReserved(token.text) || is(tokens[index + 1], '(')) return { text: token.text, end: index + 1 }
    return variableAt(tokens, index)
  }

  function variableAt(tokens: readonly Token[], index: number): Piece {
    const root = tokens[index]?.text ?? ''
    let text = root
    let end = index + 1
    if (!bound.has(root)) {
      const read = readChain(source, tokens, index, bound)
      text = `${CHAIN_VARIABLE}${chains.push(read.chain) - 1}`
      end = read.end
    }
    for (;;) {
      const attribute = attributeAt(tokens, end)
      if (attribute !== undefined) {
        text += typeof attribute === 'number' ? `[${attribute}]` : `.${attribute}`
        end += 2
      } else if (is(tokens[end], '[')) {
        const close = closingIndex(tokens, end)
        text += `[${expression(tokens.slice(end + 1, close))}]`
        end = close + 1
      } else break
    }
    if (isGuarded(tokens, index, end)) return { text, end }
    const checked = `(${text} if ${text} is defined else 0|__missing(${use(tokens.slice(index, end))}))`
    const shown = isConcatenated(tokens, index, end) ? `${checked}|string` : checked
    return withMethods(tokens, { text: shown, end })
  }

  function withMethods(tokens: readonly Token[], receiver: Piece): Piece {
    const method = nameToken(tokens[receiver.end + 1])
    if (!is(tokens[receiver.end], '.') || method === undefined || !METHODS.has(method)) return receiver
    if (!is(tokens[receiver.end + 2], '(')) return receiver
    const close = closingIndex(tokens, receiver.end + 2)
    const args = expression(tokens.slice(receiver.end + 3, close))
    return withMethods(tokens, { text: `(${receiver.text}|__${method}(${args}))`, end: close + 1 })
  }

  /** `lookup('name', term, option=value)` as a filter that is given its terms and options. */
  function lookupAt(tokens: readonly Token[], index: number): Piece {
    const close = closingIndex(tokens, index + 1)
    const args = splitArguments(tokens.slice(index + 2, close))
    const isNamed = (arg: readonly Token[]) => arg[0]?.kind === 'name' && is(arg[1], '=')
    const terms = args.filter((arg) => !isNamed(arg)).map(expression)
    const options = args
      .filter(isNamed)
      .map((arg) => `${literal(arg[0]?.text ?? '')}: ${expression(arg.slice(2)).trim()}`)
    const text = `(0|__lookup(${is(tokens[index], 'lookup')}, [${terms.join(', ')}], {${options.join(', ')}}))`
    return withMethods(tokens, { text, end: close + 1 })
  }

  /** `'%s' % value`: an operator for texts that minijinja lacks. */
  function percentAt(tokens: readonly Token[], index: number): Piece {
    let end = index + 2
    while (end < tokens.length && !ENDS_OPERAND.has(tokens[end]?.text ?? '')) {
      end = '([{'.includes(tokens[end]?.text ?? ' ') ? closingIndex(tokens, end) + 1 : end + 1
    }
    const operand = expression(tokens.slice(index + 2, end))
    return { text: `(${literal(tokens[index]?.value ?? '')}|__percent(${operand}))`, end }
  }

  function filterAt(tokens: readonly Token[], index: number): Piece {
    const name = tokens[index + 1]?.text ?? ''
    const parts = dottedName(tokens, index + 1)
    if (!FLOATING.has(name)) return { text: `|${parts.name}`, end: parts.end }
    if (!is(tokens[index + 2], '(')) return { text: `|__${name}|float`, end: index + 2 }
    const close = closingIndex(tokens, index + 2)
    return { text: `|__${name}(${expression(tokens.slice(index + 3, close))})|float`, end: close + 1 }
  }

  function use(tokens: readonly Token[]): number {
    const start = tokens[0]?.start ?? 0
    return uses.push({ text: source.slice(start, tokens.at(-1)?.end), line: lineOf(source, start) }) - 1
  }

  return { expression, chains, use, uses }
}

/** An expression as written, with the line on which it starts. */
export interface Use {
  readonly text: string
  readonly line: number
}

interface Piece {
  readonly text: string
  /** Index of the first token that the piece does not stand for. */
  readonly end: number
}

const LOOKUPS: ReadonlySet<string> = new Set(['lookup', 'query', 'q'])

/** Whether a lookup is called at `index`. */
export function isLookupCall(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]
  if (!LOOKUPS.has(nameToken(tokens[index]) ?? '') || !is(tokens[index + 1], '(')) return false
  return !is(before, '.') && !is(before, '|') && !is(before, 'macro')
}

/** What stands between the commas outside of brackets. */
function splitArguments(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]]
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined) break
    const end = '([{'.includes(token.text) && token.kind === 'operator' ? closingIndex(tokens, index) : index
    if (is(token, ',')) parts.push([])
    else parts.at(-1)?.push(...tokens.slice(index, end + 1))
    index = end
  }
  return parts.filter((part) => part.length > 0)
}

function testAt(tokens: readonly Token[], index: number): Piece {
  const negated = is(tokens[index + 1], 'not')
  const parts = dottedName(tokens, index + (negated ? 2 : 1))
  return { text: `is ${negated ? 'not ' : ''}${parts.name}`, end: parts.end }
}

/** `ansible.builtin.regex_replace` and the like, by their last word. */
export function dottedName(tokens: readonly Token[], index: number) {
  let name = tokens[index]?.text ?? ''
  let end = index + 1
  while (is(tokens[end], '.') && tokens[end + 1]?.kind === 'name') {
    name = tokens[end + 1]?.text ?? ''
    end += 2
  }
  return { name, end }
}

function isKeywordArgument(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]
  return is(tokens[index + 1], '=') && (before === undefined || is(before, '(') || is(before, ','))
}

/** Whether what stands at start..end may be undefined: `x | default(1)`, `x is defined`, `(x) is undefined`. */
function isGuarded(tokens: readonly Token[], start: number, end: number): boolean {
  let before = start - 1
  let after = end
  while (is(tokens[before], '(') && is(tokens[after], ')') && tokens[before - 1]?.kind !== 'name') {
    before--
    after++
  }
  const next = tokens[after]
  if (is(next, '|')) return ['default', 'd'].includes(dottedName(tokens, after + 1).name)
  if (!is(next, 'is')) return false
  const test = nameToken(tokens[is(tokens[after + 1], 'not') ? after + 2 : after + 1])
  return test === 'defined' || test === 'undefined'
}

/** An operand of `~` alone, which is spelled as Python spells it. */
function isConcatenated(tokens: readonly Token[], start: number, end: number): boolean {
  const before = tokens[start - 1]
  const after = tokens[end]
  if (!is(before, '~') && !is(after, '~')) return false
  const opens = before === undefined || ['(', '[', ',', '~', '=', ':', 'if', 'else'].includes(before.text)
  const closes = after === undefined || [')', ']', ',', '~', '}', ':', 'if', 'else'].includes(after.text)
  return opens && closes
}

/** A string literal that minijinja reads. */
export function literal(value: string): string {
  const escaped = value.replace(
    /[\\"\n\r\t]/g,
    (char) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[char] ?? `\\${char}`,
  )
  return `"${escaped}"`
}

/** The blanks and line ends before a token, so that line numbers stay those of the source. */
function gapBefore(source: string, tokens: readonly Token[], index: number): string {
  const previous = tokens[index - 1]
  return previous === undefined ? '' : source.slice(previous.end, tokens[index]?.start)
}
