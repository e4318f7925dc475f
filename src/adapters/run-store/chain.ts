import { createHash } from 'node:crypto'

/** What the first line carries. */
export const FIRST_LINK = '0'.repeat(64)

/** The line, a JSON object, with what it comes after. */
export function chained(line: string, prev: string): string {
  return `${line.slice(0, -1)},"prev":"${prev}"}`
}

/** What the next line carries of this one: the SHA-256 of its bytes without the newline, in hex. */
export function linkOf(line: string): string {
  return createHash('sha256').update(line).digest('hex')
}
