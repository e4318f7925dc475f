import type { Chain } from './chain.ts'
import { isReserved, readChain } from './chain.ts'
import { nameProblem } from './check-names.ts'
import { createRewriter, dottedName, isLookupCall, literal, type Rewriter, type Use } from './rewrite.ts'
import { lineOf, splitTemplate, type Segment } from './segments.ts'
import { rewriteStatement, boundNames } from './statements.ts'
import { is, tokenize, type Token } from './tokens.ts'

/** Template text made ready for minijinja, once for each text. */
export type Compiled =
  | { readonly kind: 'chain'; readonly chain: Chain }
  | ({ readonly kind: 'expression' | 'template' } & Rewritten)
  | { readonly kind: 'invalid'; readonly problem: string; readonly line: number }

export interface Rewritten {
  readonly source: string
  readonly chains: readonly Chain[]
  /** Names that the template itself sets: passed under their own names where the scope has them too. */
  readonly bound: readonly string[]
  /** Expressions that must not be undefined, by number. */
  readonly uses: readonly Use[]
  /** The text with nothing looked up: to check the syntax by. */
  readonly plain: string
  /** Texts of its string literals, in order. */
  readonly literals: readonly string[]
}

export function compileExpression(text: string): Compiled {
  return compileTokens(text, tokenize(text).tokens)
}

/** Text with marks. One `{{ }}` and nothing else is an expression. */
export function compileTemplate(text: string): Compiled {
  const segments = splitTemplate(text)
  if ('mark' in segments) {
    return { kind: 'invalid', problem: `'${segments.mark}' is never closed`, line: lineOf(text, segments.start) }
  }
  const [only] = segments
  if (segments.length === 1 && only?.kind === 'expression') return compileTokens(text, only.tokens)
  return compileSegments(text, segments)
}

/** Template text is a template even where it is one expression: files. */
export function compileFile(text: string): Compiled {
  const segments = splitTemplate(text)
  if ('mark' in segments) return compileTemplate(text)
  return compileSegments(text, segments)
}

function compileTokens(text: string, tokens: readonly Token[]): Compiled {
  const problem = nameProblem(tokens)
  if (problem !== undefined) return { kind: 'invalid', problem: problem.text, line: lineOf(text, problem.start) }
  const first = tokens[0]
  if (first === undefined) return { kind: 'invalid', problem: 'there is no expression', line: 1 }
  if (first.kind === 'name' && !isReserved(first.text)) {
    const read = readChain(text, tokens, 0, new Set())
    if (read.end === tokens.length) return { kind: 'chain', chain: read.chain }
  }
  const rewriter = createRewriter(text, new Set())
  const source = rewriter.expression(tokens)
  return {
    kind: 'expression',
    source,
    chains: rewriter.chains,
    bound: [],
    uses: rewriter.uses,
    plain: plainOf(text, tokens),
    literals: literalsOf(tokens),
  }
}

function compileSegments(text: string, segments: readonly Segment[]): Compiled {
  const tags = segments.flatMap((segment) => (segment.kind === 'verbatim' ? [] : [segment]))
  for (const tag of tags) {
    const problem = nameProblem(tag.tokens)
    if (problem !== undefined) return { kind: 'invalid', problem: problem.text, line: lineOf(text, problem.start) }
    if (tag.tokens.length === 0) {
      return { kind: 'invalid', problem: 'there is no expression', line: lineOf(text, tag.start) }
    }
  }
  const bound = boundNames(tags.filter((tag) => tag.kind === 'statement').map((tag) => tag.tokens))
  const rewriter = createRewriter(text, bound)
  const source = segments.map((segment) => rewriteSegment(segment, text, rewriter)).join('')
  const plain = segments
    .map((segment) =>
      segment.kind === 'verbatim' ? segment.text : `${segment.open} ${plainOf(text, segment.tokens)} ${segment.close}`,
    )
    .join('')
  return {
    kind: 'template',
    source,
    chains: rewriter.chains,
    bound: [...bound],
    uses: rewriter.uses,
    plain,
    literals: tags.flatMap((tag) => literalsOf(tag.tokens)),
  }
}

function rewriteSegment(segment: Segment, text: string, rewriter: Rewriter): string {
  if (segment.kind === 'verbatim') return segment.text
  if (segment.kind === 'statement')
    return `${segment.open} ${rewriteStatement(text, segment.tokens, rewriter)} ${segment.close}`
  const written = rewriter.expression(segment.tokens)
  const use = rewriter.use(segment.tokens)
  const hasLookup = segment.tokens.some((_, index) => isLookupCall(segment.tokens, index))
  const args = hasLookup ? `true, false, ${use}` : `(${written}) is defined, (${written}) is float, ${use}`
  return `${segment.open} (${written})|__text(${args}) ${segment.close}`
}

/** The tokens again, unresolved, in words that minijinja can parse. */
function plainOf(text: string, tokens: readonly Token[]): string {
  let out = ''
  for (let index = 0; index < tokens.length;) {
    const token = tokens[index]
    out += text.slice(tokens[index - 1]?.end ?? token?.start, token?.start)
    const named = is(token, '|') || (is(token, 'is') && !is(tokens[index + 1], 'not'))
    const name = named ? dottedName(tokens, index + 1) : undefined
    out += token?.kind === 'string' ? literal(token.value) : (token?.text ?? '')
    if (name !== undefined) out += ` ${name.name}`
    index = name?.end ?? index + 1
  }
  return out
}

function literalsOf(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => (token.kind === 'string' ? [token.value] : []))
}
