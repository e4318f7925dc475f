import type { Target } from './ast.ts'
import { SyntaxProblem } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

const CONSTANTS = new Set(['true', 'false', 'none', 'True', 'False', 'None'])

/** Names that are given values: `a`, `a, b`, `(a, (b, c))`, `namespace.a`. `ends` are the words behind them. */
export function parseTarget(tokens: TokenStream, ends: readonly string[]): Target {
  const targets: Target[] = []
  let several = false
  while (tokens.current !== undefined && !tokens.isNext(')', ...ends)) {
    targets.push(parseOne(tokens))
    if (!tokens.take(',')) break
    several = true
  }
  const [first] = targets
  if (first === undefined) throw tokens.unexpected("'name'")
  return several ? { kind: 'several', targets } : first
}

function parseOne(tokens: TokenStream): Target {
  if (tokens.take('(')) {
    const inside = parseTarget(tokens, [])
    tokens.expect(')')
    return inside
  }
  const at = tokens.at
  const name = tokens.name()
  if (CONSTANTS.has(name)) throw new SyntaxProblem(`can't assign to '${name}'`, at)
  if (!tokens.take('.')) return { kind: 'name', name }
  return { kind: 'attribute', of: name, name: tokens.name(), at }
}
