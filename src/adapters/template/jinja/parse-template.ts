import type { Body, Expression, Statement } from './ast.ts'
import { parseExpression, parseTuple, parsingOf } from './parse-expression.ts'
import type { CheckName, Parsing } from './parsing.ts'
import { parseTag } from './parse-tag.ts'
import { splitTemplate, type Segment } from './split.ts'
import { SyntaxProblem, type Syntax } from './syntax.ts'
import { TokenStream } from './token-stream.ts'
import { is, tokenize, type Token } from './tokens.ts'

/** A whole template. Throws `SyntaxProblem`. */
export function parseTemplate(text: string, syntax: Syntax, checkName: CheckName): Body {
  const source = new TemplateSource(text, splitTemplate(text, syntax), syntax, checkName)
  const { body, end } = source.body([])
  if (end !== undefined) throw new SyntaxProblem(`Encountered unknown tag '${end.name}'.`, end.tokens.at)
  return body
}

/** A bare expression such as that of `when`. Throws `SyntaxProblem`. */
export function parseBare(text: string, syntax: Syntax, checkName: CheckName): Expression {
  const tokens = new TokenStream(text, tokenize(text).tokens, 0)
  if (tokens.current === undefined) throw new SyntaxProblem('there is no expression', 0)
  const expression = parseExpression(parsingOf(tokens, syntax, checkName))
  tokens.expectEnd()
  return expression
}

/** A tag that ends a body: its name, with the rest of its tokens. */
export interface EndTag {
  readonly name: string
  readonly tokens: TokenStream
}

/** The segments of a template, read from the first to the last. */
export class TemplateSource {
  readonly text: string
  readonly syntax: Syntax
  readonly #segments: readonly Segment[]
  readonly #checkName: CheckName
  readonly #open: { readonly name: string; readonly at: number }[] = []
  #next = 0

  constructor(text: string, segments: readonly Segment[], syntax: Syntax, checkName: CheckName) {
    this.text = text
    this.syntax = syntax
    this.#segments = segments
    this.#checkName = checkName
  }

  parsing(tokens: TokenStream, rawStrings: boolean): Parsing {
    const syntax = rawStrings === this.syntax.rawStrings ? this.syntax : { ...this.syntax, rawStrings }
    return parsingOf(tokens, syntax, this.#checkName)
  }

  /** Statements up to one of the tags `ends`, which is read; without any, to the end of the text. */
  body(ends: readonly string[]): { readonly body: Body; readonly end: EndTag | undefined } {
    const body: Statement[] = []
    for (;;) {
      const segment = this.#segments[this.#next++]
      if (segment === undefined) {
        if (ends.length > 0) throw this.#unfinished(ends)
        return { body, end: undefined }
      }
      if (segment.kind === 'data') {
        body.push({ kind: 'data', text: segment.text, at: 0 })
        continue
      }
      const tag = segment.kind === 'expression' ? 'print statement' : 'statement block'
      const tokens = new TokenStream(this.text, withoutColon(segment.tokens), segment.start, tag)
      if (segment.kind === 'expression') {
        body.push(this.#output(tokens))
        continue
      }
      if (tokens.current?.kind !== 'name') throw new SyntaxProblem('tag name expected', segment.start)
      if (ends.some((end) => is(tokens.current, end))) return { body, end: { name: tokens.name(), tokens } }
      body.push(this.#tag(tokens))
    }
  }

  #output(tokens: TokenStream): Statement {
    const at = tokens.at
    if (tokens.current === undefined)
      throw new SyntaxProblem("Expected an expression, got 'end of print statement'", at)
    const value = parseTuple(this.parsing(tokens, this.syntax.rawStrings))
    tokens.expectEnd()
    return { kind: 'output', value, at }
  }

  #tag(tokens: TokenStream): Statement {
    const at = tokens.at
    const name = tokens.name()
    this.#open.push({ name, at })
    if (this.#open.length > 100) throw new SyntaxProblem('it nests too deeply', at)
    const statement = parseTag(name, this, tokens, at)
    this.#open.pop()
    return statement
  }

  #unfinished(ends: readonly string[]): SyntaxProblem {
    const innermost = this.#open.at(-1)
    const wanted = ends.map((end) => `'${end}'`).join(' or ')
    return new SyntaxProblem(
      `Unexpected end of template. Jinja was looking for the following tags: ${wanted}. The innermost block that needs to be closed is '${innermost?.name ?? ''}'.`,
      innermost?.at ?? this.text.length,
    )
  }
}

const WITH_BODIES: ReadonlySet<string> = new Set([
  ...['for', 'if', 'elif', 'else', 'with', 'block', 'macro', 'call', 'filter', 'autoescape'],
])

/** A colon may stand behind what begins a body, as in Python. */
function withoutColon(tokens: readonly Token[]): readonly Token[] {
  const isDropped = is(tokens.at(-1), ':') && WITH_BODIES.has(tokens[0]?.text ?? '')
  return isDropped ? tokens.slice(0, -1) : tokens
}
