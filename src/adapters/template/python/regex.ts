import { translatePattern } from '../../../base/python-pattern.ts'
import { PythonError } from './errors.ts'

export interface RegexOptions {
  readonly ignoreCase?: boolean
  readonly multiline?: boolean
  /** Only at the start of the text: Python's `re.match`. */
  readonly anchored?: boolean
}

/** A Python regular expression as one of JavaScript: named groups, `(?i)` at the start, `\A`, `\Z`. */
export function pythonRegex(pattern: string, options: RegexOptions = {}): RegExp {
  const inline = /^\(\?([aimsux]+)\)/.exec(pattern)
  const flags = new Set(inline?.[1] ?? '')
  if (options.ignoreCase === true) flags.add('i')
  if (options.multiline === true) flags.add('m')
  const body = translatePattern(pattern.slice(inline?.[0].length ?? 0))
  const used = ['i', 'm', 's'].filter((flag) => flags.has(flag)).join('')
  try {
    return new RegExp(options.anchored === true ? `(?<![^])(?:${body})` : body, `${used}gu`)
  } catch (error) {
    throw new PythonError(`'${pattern}' is not a regular expression: ${(error as Error).message}`)
  }
}

/** Python's replacement text: `\1`, `\g<1>`, `\g<name>`, `\\`, `\n`. */
export function expandReplacement(replacement: string, match: RegExpMatchArray): string {
  return replacement.replace(/\\(?:g<(\w+)>|(\d{1,2})|([^]))/g, (whole, named, numbered, char) => {
    const group = (named ?? numbered) as string | undefined
    if (group !== undefined) return groupText(match, group)
    return { n: '\n', t: '\t', r: '\r', '\\': '\\' }[char as string] ?? whole
  })
}

/** A group by number or name; one that took no part is empty. */
export function groupText(match: RegExpMatchArray, group: string): string {
  const text = /^\d+$/.test(group) ? match[Number(group)] : match.groups?.[group]
  if (text === undefined && !isGroup(match, group)) throw new PythonError(`there is no group '${group}' in the pattern`)
  return text ?? ''
}

function isGroup(match: RegExpMatchArray, group: string): boolean {
  return /^\d+$/.test(group) ? Number(group) < match.length : Object.hasOwn(match.groups ?? {}, group)
}
