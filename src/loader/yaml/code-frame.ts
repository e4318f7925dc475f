import type { SourcePosition } from '../../base/source-position.ts'
import { shownLine } from './shown-line.ts'

/** The line of an error with a caret below its column. A value that looks secret by its name is not shown. */
export function codeFrame(text: string, at: SourcePosition): string {
  const line = (text.split(/\r?\n/)[at.line - 1] ?? '').replaceAll('\t', ' ')
  const number = String(at.line)
  const shown = shownLine(line).slice(0, 120)
  const caret = ' '.repeat(Math.min(at.column - 1, shown.length))
  return `  ${number} | ${shown}\n  ${' '.repeat(number.length)} | ${caret}^`
}
