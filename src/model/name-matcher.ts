import { err, ok, type Result } from '../base/result.ts'

export type NameMatcher = (name: string) => boolean

/** A matcher for a word, a glob (`?`, `*`, `[abc]`, `[!abc]`: the whole name) or a `~regex` (from the name's start). */
export function nameMatcher(expression: string): Result<NameMatcher, string> {
  const source = expression.startsWith('~')
    ? pythonRegex(expression.slice(1))
    : { source: globRegex(expression), flags: 's' }
  try {
    const regex = new RegExp(`^(?:${source.source})`, source.flags)
    return ok((name) => regex.test(name))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^Invalid regular expression: .*\/\w*: /, '') : ''
    return err(`not a regular expression (${reason.charAt(0).toLowerCase()}${reason.slice(1)})`)
  }
}

/** Python's own forms that JavaScript writes differently. */
function pythonRegex(python: string): { readonly source: string; readonly flags: string } {
  const flagged = /^\(\?([ims]+)\)/.exec(python)
  const source = python
    .slice(flagged?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/\\A/g, '^')
    .replace(/\\Z/g, '$')
  return { source, flags: flagged?.[1] ?? '' }
}

function globRegex(glob: string): string {
  let regex = ''
  for (let index = 0; index < glob.length; index++) {
    const char = glob.charAt(index)
    const close = char === '[' ? glob.indexOf(']', index + (/^\[!?\]/.exec(glob.slice(index))?.[0].length ?? 1)) : -1
    if (char === '*') regex += '.*'
    else if (char === '?') regex += '.'
    else if (close > index) {
      regex += characterClass(glob.slice(index + 1, close))
      index = close
    } else regex += escaped(char)
  }
  return `${regex}$`
}

function characterClass(body: string): string {
  const negated = body.startsWith('!')
  const members = body.slice(negated ? 1 : 0).replace(/[\\\]^[]/g, '\\$&')
  return `[${negated ? '^' : ''}${members}]`
}

function escaped(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
