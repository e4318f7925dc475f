import { isMap } from './is-map.ts'
import { printable } from './printable.ts'

/**
 * A value for people, in the way of YAML: maps and lists by indentation, text of several lines as real lines. Not meant
 * to be read back. Without control characters.
 */
export function valueText(value: unknown): string {
  return lines(value).join('\n')
}

function lines(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap((item) => nest('-', item))
  if (isMap(value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
    return entries.length === 0 ? ['{}'] : entries.flatMap(([key, entry]) => nest(`${printable(key)}:`, entry))
  }
  return scalarText(value).split('\n')
}

/** `head` followed by the value: on the same line where it fits there, else indented below. */
function nest(head: string, value: unknown): readonly string[] {
  const body = lines(value)
  const first = body[0] ?? ''
  if (typeof value === 'string' && body.length > 1) return [`${head} |`, ...body.map((line) => `  ${line}`)]
  if (body.length === 1 && !(isMap(value) && first !== '{}' && head !== '-') && !(isList(value) && first !== '[]')) {
    return [`${head} ${first}`]
  }
  if (head === '-') return body.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`))
  return [head, ...body.map((line) => `  ${line}`)]
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? "''" : printable(value).replace(/\n$/, '')
  if (value === null || value === undefined) return 'null'
  return printable(`${value as number | boolean}`)
}

function isList(value: unknown): boolean {
  return Array.isArray(value)
}
