import { err, ok, type Result } from '../../base/result.ts'

const FLAGS: Readonly<Record<string, string>> = { i: 'i', s: 's', m: 'm', u: '', a: '', L: '', x: 'x' }

/**
 * A Python regular expression as a JavaScript one: `(?P<name>`, `(?P=name)`, `\A`, `\Z` and leading `(?i)` flags are
 * translated. `\w`, `\d` and `\s` are JavaScript's (ASCII letters). Verbose, conditional and commented ones are refused.
 */
export function pythonRegex(pattern: string): Result<RegExp, string> {
  const leading = /^\(\?([a-zA-Z]+)\)/.exec(pattern)
  const flags = new Set<string>()
  for (const letter of leading?.[1] ?? '') {
    const flag = FLAGS[letter]
    if (flag === undefined || flag === 'x') return err(`the flag ${letter} is not supported`)
    if (flag !== '') flags.add(flag)
  }
  const body = pattern.slice(leading?.[0].length ?? 0)
  if (/(?<!\\)\(\?(#|\()/.test(body)) return err('comments and conditions in it are not supported')
  const translated = body
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll(
      /(\\\\)|\\A|\\Z/g,
      (found, escaped?: string) => escaped ?? (found === '\\A' ? '(?<![\\s\\S])' : '(?![\\s\\S])'),
    )
  try {
    return ok(new RegExp(translated, [...flags].join('')))
  } catch (error) {
    return err(error instanceof SyntaxError ? error.message : String(error))
  }
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
