import { err, ok, type Result } from '../../base/result.ts'
import { pythonRegex } from '../module-utils/python-regex.ts'
import type { FindArgs } from './args.ts'

export type NameMatcher = (name: string) => boolean

/** Whether a base name is one of `patterns` and none of `excludes`; no patterns mean all. The error is in words. */
export function nameMatcher(args: FindArgs): Result<NameMatcher, string> {
  const wanted = compileAll(args.patterns, args.use_regex)
  if (!wanted.ok) return wanted
  const excluded = compileAll(args.excludes ?? [], args.use_regex)
  if (!excluded.ok) return excluded
  const among = (regexps: readonly RegExp[], name: string) => regexps.some((regexp) => regexp.test(name))
  return ok((name) => (wanted.value.length === 0 || among(wanted.value, name)) && !among(excluded.value, name))
}

function compileAll(patterns: readonly string[], isRegex: boolean): Result<readonly RegExp[], string> {
  const compiled: RegExp[] = []
  for (const pattern of patterns) {
    const regexp = isRegex ? pythonRegex(pattern) : ok(globRegex(pattern))
    if (!regexp.ok) return err(regexp.error)
    compiled.push(isRegex ? new RegExp(`^(?:${regexp.value.source})`, regexp.value.flags) : regexp.value)
  }
  return ok(compiled)
}

/** Python's fnmatch: `*`, `?`, `[seq]` and `[!seq]`; nothing escapes, and a dot is a character like any other. */
function globRegex(glob: string): RegExp {
  const body = glob.replaceAll(
    /\[(!?)(\]?[^\]]*)\]|[\s\S]/g,
    (found, not: string | undefined, set: string | undefined) => {
      if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replaceAll(/[\\\]^[]/g, '\\$&')}]`
      if (found === '*') return '[\\s\\S]*'
      return found === '?' ? '[\\s\\S]' : found.replaceAll(/[.+^${}()|[\]\\/]/g, '\\$&')
    },
  )
  return new RegExp(`^${body}$`)
}
