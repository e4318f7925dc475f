import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SourcePosition } from '../../base/source-position.ts'
import { isEncrypted } from '../../model/vault/envelope.ts'
import { shownLine } from './shown-line.ts'

/**
 * Where a mistake stands, as ansible-core has it below a message (errors/__init__.py): the line, the one before it, a mark
 * below the column. Of a file that may hold secrets, `withLines` is false.
 */
export function ansiblePlace(at: SourcePosition, withLines = true): string {
  const file = resolve(at.file)
  const place =
    `The error appears to be in '${file}': line ${at.line}, column ${at.column}, but may\n` +
    'be elsewhere in the file depending on the exact syntax problem.\n'
  const lines = withLines ? linesOf(file) : undefined
  if (lines === undefined) return place
  const index = lastWritten(lines, at.line - 1)
  const line = lines[index]
  if (line === undefined) return place
  const before = index === 0 ? '' : shownLine(lines[index - 1] ?? '')
  const mark = `${' '.repeat(at.column - 1)}^ here`
  return `${place}\nThe offending line appears to be:\n\n${before}\n${shownLine(line)}\n${mark}\n${guess(line, at.column)}`
}

function linesOf(file: string): readonly string[] | undefined {
  try {
    const bytes = readFileSync(file)
    return isEncrypted(bytes) ? undefined : bytes.toString('utf8').split('\n')
  } catch {
    return undefined
  }
}

/** The line itself, or where it is empty or behind the end, the last one before it that is not. */
function lastWritten(lines: readonly string[], wanted: number): number {
  let index = Math.min(wanted, lines.length - 1)
  while (index > 0 && lines[index]?.trim() === '') index--
  return index
}

/** The first words of what ansible-core guesses from the line: scripts look for them. */
function guess(line: string, column: number): string {
  const tab = line.includes('\t') ? 'There appears to be a tab character at the start of the line.\n' : ''
  const inBraces = line.includes('{{') && line.includes('}}')
  if (inBraces && !(line.includes('"{{') && line.includes("'{{")))
    return `${tab}We could be wrong, but this one looks like it might be an issue with\nmissing quotes.\n`
  if (line.length > column && line[column] === ':' && line.split(':').length > 2)
    return `${tab}This line has a colon too many: put the value in quotes.\n`
  return tab
}
