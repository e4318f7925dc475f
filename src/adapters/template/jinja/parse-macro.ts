import type { Body, Expression, Signature, Statement } from './ast.ts'
import { parseExpression, parseUnary } from './parse-expression.ts'
import type { TemplateSource } from './parse-template.ts'
import { SyntaxProblem } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

export function parseMacro(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const name = tokens.name()
  const parameters = parseParameters(source, tokens)
  tokens.expectEnd()
  const { body } = source.body(['endmacro'])
  return { kind: 'macro', macro: { name, parameters, body, ...uses(body, parameters) }, at }
}

/** `{% call(a, b) macro(...) %}`: the body is what the macro's `caller(a, b)` gives. */
export function parseCallBlock(source: TemplateSource, tokens: TokenStream, at: number): Statement {
  const parameters = tokens.isNext('(') ? parseParameters(source, tokens) : []
  const call = parseUnary(source.parsing(tokens, false), true)
  if (call.kind !== 'call') throw new SyntaxProblem('expected call', at)
  tokens.expectEnd()
  const { body } = source.body(['endcall'])
  return { kind: 'call-block', call, caller: { name: 'caller', parameters, body, ...uses(body, parameters) }, at }
}

type Parameters = Signature['parameters']

function parseParameters(source: TemplateSource, tokens: TokenStream): Parameters {
  const parameters: { name: string; fallback?: Expression }[] = []
  tokens.expect('(')
  while (!tokens.take(')')) {
    if (parameters.length > 0) tokens.expect(',')
    const name = tokens.name()
    const fallback = tokens.take('=') ? parseExpression(source.parsing(tokens, false)) : undefined
    if (fallback === undefined && parameters.at(-1)?.fallback !== undefined) {
      throw new SyntaxProblem('non-default argument follows default argument', tokens.at)
    }
    parameters.push({ name, ...(fallback !== undefined && { fallback }) })
  }
  return parameters
}

/** Which of the special names the body or a default asks for: a macro takes no others than it names, but for these. */
function uses(body: Body, parameters: Parameters) {
  const names = new Set<string>()
  collectNames([body, parameters], names)
  return { usesCaller: names.has('caller'), usesVarargs: names.has('varargs'), usesKwargs: names.has('kwargs') }
}

function collectNames(node: unknown, names: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  if ('kind' in node && node.kind === 'name' && 'name' in node) names.add(String(node.name))
  for (const child of Object.values(node)) collectNames(child, names)
}
