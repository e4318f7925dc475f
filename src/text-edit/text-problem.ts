/** Why a text cannot be read or edited, and where. Lines and columns count from 1, columns in UTF-16 units. */
export interface TextProblem {
  readonly kind: TextProblemKind
  readonly message: string
  readonly line: number
  readonly column: number
}

export type TextProblemKind =
  | 'empty'
  | 'syntax'
  | 'comment'
  | 'trailing-comma'
  | 'trailing-content'
  | 'duplicate-key'
  | 'not-an-object'
  | 'unsupported-form'

export function problemAt(text: string, offset: number, kind: TextProblemKind, message: string): TextProblem {
  return { kind, message, ...positionAt(text, offset) }
}

/** Lines end at LF or CRLF. A byte order mark is not counted. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  const line = before.split('\n').length
  const mark = lineStart === 0 && before.startsWith('\uFEFF') ? 1 : 0
  return { line, column: offset - lineStart - mark + 1 }
}

export function formatProblem(problem: TextProblem): string {
  return `line ${problem.line}, column ${problem.column}: ${problem.message}`
}
