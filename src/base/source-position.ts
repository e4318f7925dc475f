/** A place in a text file that a person wrote. Lines and columns count from 1. */
export interface SourcePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

export function formatPosition(at: SourcePosition): string {
  return `${at.file}:${at.line}:${at.column}`
}
