import type { Statement } from './ast.ts'
import { parseExpression } from './parse-expression.ts'
import type { TemplateSource } from './parse-template.ts'
import { is } from './tokens.ts'
import type { TokenStream } from './token-stream.ts'

export function parseInclude(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const template = parseExpression(source.parsing(tokens, false))
  const ignoreMissing = tokens.isNext('ignore') && is(tokens.peek(), 'missing')
  if (ignoreMissing) {
    tokens.next()
    tokens.next()
  }
  const withContext = parseContext(tokens, true)
  tokens.expectEnd()
  return { kind: 'include', template, ignoreMissing, withContext, at }
}

export function parseImport(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const template = parseExpression(source.parsing(tokens, false))
  tokens.expect('as')
  const as = tokens.name()
  const withContext = parseContext(tokens, false)
  tokens.expectEnd()
  return { kind: 'import', template, as, withContext, at }
}

export function parseFromImport(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const template = parseExpression(source.parsing(tokens, false))
  tokens.expect('import')
  const names: (readonly [string, string])[] = []
  do {
    if (isContext(tokens)) break
    const name = tokens.name()
    names.push([name, tokens.take('as') ? tokens.name() : name])
  } while (tokens.take(','))
  const withContext = parseContext(tokens, false)
  tokens.expectEnd()
  return { kind: 'from-import', template, names, withContext, at }
}

export function parseExtends(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const template = parseExpression(source.parsing(tokens, false))
  tokens.expectEnd()
  return { kind: 'extends', template, at }
}

function isContext(tokens: TokenStream): boolean {
  return tokens.isNext('with', 'without') && is(tokens.peek(), 'context')
}

function parseContext(tokens: TokenStream, fallback: boolean): boolean {
  if (!isContext(tokens)) return fallback
  const isWith = tokens.next().text === 'with'
  tokens.next()
  return isWith
}
