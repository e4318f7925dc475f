import { translatePattern } from '../../base/python-pattern.ts'
import { err, ok, type Result } from '../../base/result.ts'

const FLAGS: Readonly<Record<string, string>> = { i: 'i', s: 's', m: 'm', u: '', a: '', L: '' }

/** Python's `re.MULTILINE` and `re.DOTALL`, besides those that the pattern itself begins with. */
export interface RegexOptions {
  readonly multiline?: boolean
  readonly dotAll?: boolean
  /** It is for text, not for bytes: `\w`, `\d` and `\b` know all letters and digits. */
  readonly allLetters?: boolean
}

/**
 * A Python regular expression as a JavaScript one: `(?P<name>`, `(?P=name)`, `\A`, `\Z` and leading `(?i)` flags are
 * translated, and a line ends at `\n` alone for `.`, `^` and `$`. `\w`, `\d` and `\b` know ASCII alone, as
 * Python's do where it reads bytes, unless told otherwise.
 * Verbose, conditional and commented ones are refused, in words.
 */
export function pythonRegex(pattern: string, options: RegexOptions = {}): Result<RegExp, string> {
  const leading = /^\(\?([a-zA-Z]+)\)/.exec(pattern)
  const flags = new Set<string>()
  for (const letter of leading?.[1] ?? '') {
    const flag = FLAGS[letter]
    if (flag === undefined) return err(`the flag ${letter} is not supported`)
    if (flag !== '') flags.add(flag)
  }
  const body = pattern.slice(leading?.[0].length ?? 0)
  if (/(?<!\\)\(\?(#|\()/.test(body)) return err('comments and conditions in it are not supported')
  const multiline = options.multiline === true || flags.has('m')
  const dotAll = options.dotAll === true || flags.has('s')
  try {
    const translated = translate(body, multiline, dotAll)
    const kept = ['i', 'm'].filter((flag) => flags.has(flag)).join('')
    if (options.allLetters !== true) return ok(new RegExp(translated, kept))
    return ok(new RegExp(translatePattern(translated), `${kept}u`))
  } catch (error) {
    return err(error instanceof SyntaxError ? error.message : String(error))
  }
}

const PARTS = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(\?P<|\(\?P=\w+\)|\{,\d+\}|[.^$]/g

function translate(body: string, multiline: boolean, dotAll: boolean): string {
  return body.replaceAll(PARTS, (part) => {
    if (part === '.') return dotAll ? '[\\s\\S]' : '[^\\n]'
    if (part === '^') return multiline ? '(?<![^\\n])' : '(?<![\\s\\S])'
    if (part === '$') return multiline ? '(?![^\\n])' : '(?=\\n?(?![\\s\\S]))'
    if (part === '\\A') return '(?<![\\s\\S])'
    if (part === '\\Z') return '(?![\\s\\S])'
    if (part === '(?P<') return '(?<'
    if (part.startsWith('(?P=')) return `\\k<${part.slice(4, -1)}>`
    if (part.startsWith('{,')) return `{0${part.slice(1)}`
    return /^\[\^?\]/.test(part) ? part.replace(']', '\\]') : part
  })
}

/** Python's `match.expand`: `\1`, `\g<1>` and `\g<name>` from the match, `\n` and `\t` as the characters. */
export function expandTemplate(template: string, match: RegExpExecArray): string {
  return template.replaceAll(
    /\\(?:g<(\w+)>|(\d{1,2})|([\\nrt]))/g,
    (_whole, name?: string, number?: string, letter?: string) => {
      if (letter !== undefined) return ESCAPES[letter] ?? letter
      const key = name ?? number ?? '0'
      return (/^\d+$/.test(key) ? match[Number(key)] : match.groups?.[key]) ?? ''
    },
  )
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', n: '\n', r: '\r', t: '\t' }
