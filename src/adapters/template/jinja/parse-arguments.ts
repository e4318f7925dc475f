import type { Arguments, Expression } from './ast.ts'
import type { Parsing } from './parsing.ts'
import { SyntaxProblem } from './syntax.ts'

export const NO_ARGUMENTS: Arguments = { positional: [], named: [] }

/** `(a, b, name=c, *d, **e)`; the stream is at the opening parenthesis. */
export function parseArguments(parsing: Parsing): Arguments {
  const { tokens } = parsing
  const positional: Expression[] = []
  const named: (readonly [string, Expression])[] = []
  let rest: Expression | undefined
  let restNamed: Expression | undefined
  tokens.expect('(')
  while (!tokens.take(')')) {
    if (positional.length + named.length > 0 || rest !== undefined || restNamed !== undefined) {
      tokens.expect(',')
      if (tokens.take(')')) break
    }
    if (tokens.take('*')) rest = parsing.expression()
    else if (tokens.take('**')) restNamed = parsing.expression()
    else if (tokens.current?.kind === 'name' && tokens.peek()?.text === '=') {
      const name = tokens.name()
      tokens.next()
      named.push([name, parsing.expression()])
    } else {
      if (named.length > 0) throw new SyntaxProblem('invalid syntax for function call expression', tokens.at)
      positional.push(parsing.expression())
    }
  }
  return {
    positional,
    named,
    ...(rest !== undefined && { rest }),
    ...(restNamed !== undefined && { restNamed }),
  }
}
