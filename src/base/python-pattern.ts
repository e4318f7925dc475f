const WORD = '\\p{L}\\p{M}\\p{N}_'
const KEPT_ESCAPES = /[bBnrtfvDwWsSxukpP0-9^$\\.*+?()[\]{}|/]/

/** A pattern of Python's `re` in the syntax of JavaScript's, for its flag `u`: `\w` and `\d` know all letters and digits. */
export function translatePattern(pattern: string): string {
  const part = /\\([^])|\[(\^?)(\]?)|\(\?P<|\(\?P=(\w+)\)|\(\?#[^)]*\)|\{,(\d+)\}|\{\d+(?:,\d*)?\}|[{}\]]/gu
  let out = ''
  let at = 0
  for (let found = part.exec(pattern); found !== null; found = part.exec(pattern)) {
    out += pattern.slice(at, found.index)
    const [text, escaped, negated, bracket, name, most] = found
    if (escaped !== undefined) out += escapeOutside(escaped)
    else if (text.startsWith('[')) {
      const end = classEnd(pattern, part.lastIndex)
      out += `[${negated ?? ''}${bracket === ']' ? '\\]' : ''}${classBody(pattern.slice(part.lastIndex, end))}]`
      part.lastIndex = end + 1
    } else if (text === '(?P<') out += '(?<'
    else if (name !== undefined) out += `\\k<${name}>`
    else if (most !== undefined) out += `{0,${most}}`
    else if (/^[{}\]]$/.test(text)) out += `\\${text}`
    else if (!text.startsWith('(?#')) out += text
    at = part.lastIndex
  }
  return out + pattern.slice(at)
}

function escapeOutside(char: string): string {
  switch (char) {
    case 'w':
      return `[${WORD}]`
    case 'W':
      return `[^${WORD}]`
    case 'd':
      return '\\p{Nd}'
    case 'D':
      return '\\P{Nd}'
    case 'A':
      return '(?<![^])'
    case 'Z':
      return '(?![^])'
    case 'b':
      return `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`
    case 'a':
      return '\\x07'
    default:
      return KEPT_ESCAPES.test(char) ? `\\${char}` : char
  }
}

/** Where the class ends: behind its bracket. */
function classEnd(pattern: string, from: number): number {
  for (let at = from; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === ']') return at
  }
  return pattern.length
}

function classBody(body: string): string {
  return body.replace(/\\([^])|\[/gu, (text, char: string | undefined) => {
    if (char === undefined) return '\\['
    if (char === 'w') return WORD
    if (char === 'd') return '\\p{Nd}'
    if (char === 'D') return '\\P{Nd}'
    if (char === 'a') return '\\x07'
    return KEPT_ESCAPES.test(char) || char === '-' ? text : char
  })
}
