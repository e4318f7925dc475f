import type { Rewriter } from './rewrite.ts'
import { closingIndex, is, nameToken, type Token } from './tokens.ts'

/** Names that a template gives values itself: loop variables, `set`, `with`, macros and their parameters. */
export function boundNames(statements: readonly (readonly Token[])[]): ReadonlySet<string> {
  const bound = new Set<string>()
  for (const tokens of statements) {
    const targets = tokens.slice(1, targetsEnd(tokens))
    for (const [index, token] of targets.entries()) {
      if (token.kind === 'name' && !is(targets[index - 1], '.')) bound.add(token.text)
    }
    if (nameToken(tokens[0]) !== 'with') continue
    for (const [index, token] of tokens.entries()) {
      if (token.kind === 'name' && is(tokens[index + 1], '=')) bound.add(token.text)
    }
  }
  return bound
}

/** The inside of `{% %}`: targets as written, expressions rewritten. */
export function rewriteStatement(source: string, tokens: readonly Token[], rewriter: Rewriter): string {
  const end = targetsEnd(tokens)
  const head = tokens.slice(0, end)
  const rest = tokens.slice(end)
  const written = source.slice(head[0]?.start, head.at(-1)?.end)
  if (rest.length === 0) return written
  const gap = source.slice(head.at(-1)?.end, rest[0]?.start)
  return `${written}${gap === '' ? ' ' : gap}${rewriter.expression(rest)}`
}

/** Index of the first token that is read rather than named: after `for a, b in`, `set x =`, a macro's signature. */
function targetsEnd(tokens: readonly Token[]): number {
  const tag = nameToken(tokens[0]) ?? ''
  switch (tag) {
    case 'for':
      return indexAfter(tokens, 'in')
    case 'set':
      return indexAfter(tokens, '=')
    case 'macro':
      return closingIndex(tokens, 2) + 1
    case 'call':
      return is(tokens[1], '(') ? closingIndex(tokens, 1) + 1 : 1
    case 'filter':
    case 'block':
    case 'import':
    case 'from':
    case 'include':
    case 'extends':
      return tokens.length
    default:
      return 1
  }
}

function indexAfter(tokens: readonly Token[], word: string): number {
  const index = tokens.findIndex((token) => is(token, word))
  return index < 0 ? tokens.length : index + 1
}
