import type { Expression } from './ast.ts'
import type { Syntax } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

/** Throws `SyntaxProblem` for a filter or a test that does not exist. */
export type CheckName = (kind: 'filter' | 'test', name: string, at: number) => void

/** What reads expressions: the tokens, how strings are read, and which names there are. */
export interface Parsing {
  readonly tokens: TokenStream
  readonly syntax: Syntax
  readonly checkName: CheckName
  /** How deep in brackets it is. */
  depth: number
  /** Reads an expression inside another one. */
  expression(): Expression
  /** Reads a name, a literal or what is in brackets. */
  primary(): Expression
}
