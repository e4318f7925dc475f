import type { Body, Expression, Statement } from './ast.ts'
import { parseExpression, parseTuple } from './parse-expression.ts'
import { parseMacro, parseCallBlock } from './parse-macro.ts'
import { parseExtends, parseFromImport, parseImport, parseInclude } from './parse-import.ts'
import { parseFilter } from './parse-postfix.ts'
import { parseTarget } from './parse-target.ts'
import type { TemplateSource } from './parse-template.ts'
import { SyntaxProblem } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

/** What reads one tag, its name read, with the body behind it. */
export type TagParser = (source: TemplateSource, tokens: TokenStream, at: number) => Statement

const TAGS: Readonly<Record<string, TagParser>> = {
  for: parseFor,
  if: parseIf,
  set: parseSet,
  with: parseWith,
  filter: parseFilterBlock,
  block: parseBlock,
  macro: parseMacro,
  call: parseCallBlock,
  include: parseInclude,
  import: parseImport,
  from: parseFromImport,
  extends: parseExtends,
  autoescape: parseAutoescape,
  print: (source, tokens, at) => ({
    kind: 'output',
    isTag: true,
    value: parseTuple(source.parsing(tokens, false)),
    at,
  }),
  do: (source, tokens, at) => ({ kind: 'do', value: closed(parseTuple(source.parsing(tokens, false)), tokens), at }),
  break: (_source, _tokens, at) => ({ kind: 'break', at }),
  continue: (_source, _tokens, at) => ({ kind: 'continue', at }),
}

/** Tags that Jinja2 knows only with an extension, which `jinja2_extensions` of ansible.cfg names. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  do: 'jinja2.ext.do',
  break: 'jinja2.ext.loopcontrols',
  continue: 'jinja2.ext.loopcontrols',
}

export function parseTag(name: string, source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const parse = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined
  const extension = Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name] : undefined
  if (parse === undefined || (extension !== undefined && !source.syntax.extensions.has(extension))) {
    const needs = extension === undefined ? '' : ` It needs jinja2_extensions = ${extension} in ansible.cfg.`
    throw new SyntaxProblem(`Encountered unknown tag '${name}'.${needs}`, at)
  }
  return parse(source, tokens, at)
}

function parseFor(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const parsing = source.parsing(tokens, false)
  const target = parseTarget(tokens, ['in'])
  tokens.expect('in')
  const over = parseTuple(parsing, false, ['recursive'])
  const filter = tokens.take('if') ? parseExpression(parsing) : undefined
  const recursive = tokens.take('recursive')
  tokens.expectEnd()
  const { body, end } = source.body(['endfor', 'else'])
  const otherwise = end?.name === 'else' ? source.body(['endfor']).body : []
  return { kind: 'for', target, over, recursive, body, otherwise, at, ...(filter !== undefined && { filter }) }
}

function parseIf(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const branches: { test: Expression; body: Body }[] = []
  let head = tokens
  for (;;) {
    const test = closed(parseTuple(source.parsing(head, false), true), head)
    const { body, end } = source.body(['elif', 'else', 'endif'])
    branches.push({ test, body })
    if (end?.name === 'else') return { kind: 'if', branches, otherwise: source.body(['endif']).body, at }
    if (end?.name !== 'elif') return { kind: 'if', branches, otherwise: [], at }
    head = end.tokens
  }
}

function parseSet(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const parsing = source.parsing(tokens, false)
  const target = parseTarget(tokens, ['=', '|'])
  if (tokens.take('=')) return { kind: 'set', target, value: closed(parseTuple(parsing), tokens), at }
  let filter: Expression | undefined
  while (tokens.take('|')) filter = parseFilter(parsing, filter)
  tokens.expectEnd()
  return { kind: 'set-block', target, body: source.body(['endset']).body, at, ...(filter !== undefined && { filter }) }
}

function parseWith(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const parsing = source.parsing(tokens, false)
  const entries: (readonly [ReturnType<typeof parseTarget>, Expression])[] = []
  while (tokens.current !== undefined) {
    if (entries.length > 0) tokens.expect(',')
    const target = parseTarget(tokens, ['='])
    tokens.expect('=')
    entries.push([target, parseExpression(parsing)])
  }
  return { kind: 'with', entries, body: source.body(['endwith']).body, at }
}

function parseFilterBlock(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const parsing = source.parsing(tokens, false)
  let filter = parseFilter(parsing)
  while (tokens.take('|')) filter = parseFilter(parsing, filter)
  tokens.expectEnd()
  return { kind: 'filter-block', filter, body: source.body(['endfilter']).body, at }
}

function parseBlock(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const name = tokens.name()
  const scoped = tokens.take('scoped')
  tokens.take('required')
  tokens.expectEnd()
  const { body, end } = source.body(['endblock'])
  if (end?.tokens.current !== undefined) end.tokens.expect(name)
  return { kind: 'block', name, scoped, body, at }
}

function parseAutoescape(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  closed(parseExpression(source.parsing(tokens, false)), tokens)
  return { kind: 'scope', body: source.body(['endautoescape']).body, at }
}

/** The expression, behind which the tag must end. */
function closed(expression: Expression, tokens: TokenStream): Expression {
  tokens.expectEnd()
  return expression
}
