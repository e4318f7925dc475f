/**
 * Shell patterns as the host's sh reads them (POSIX XCU 2.14; `[^x]` as dash does), where a path below a match counts too. Like the shell, a pattern
 * stands for its own text as well: `certs.d/[::1]:5000` is the folder of that name.
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const parts = patterns.map((pattern) => pattern.replace(/\/+$/, ''))
  const expressions = parts.map((part) => new RegExp(`^${expressionOf(part)}(?:/.*)?$`, 's'))
  return (path) =>
    parts.some((part) => path === part || path.startsWith(`${part}/`)) || expressions.some((each) => each.test(path))
}

/** A set such as [a-c] or [!x], a star, a question mark, and what only regular expressions know. */
const TOKENS = /\[(!?)(\]?[^\]/]+)\]|[*?]|[\\^$.|+()[\]{}]/g

function expressionOf(pattern: string): string {
  return pattern.replaceAll(TOKENS, (token, not: string | undefined, members: string | undefined) => {
    if (token === '*') return '[^/]*'
    if (token === '?') return '[^/]'
    if (members === undefined || hasReversedRange(members)) return token.replaceAll(/[\\^$.|+()[\]{}?*]/g, '\\$&')
    return `[${not === '' ? '' : '^/'}${members.replaceAll(/[\\^[\]]/g, '\\$&')}]`
  })
}

function hasReversedRange(members: string): boolean {
  return [...members.matchAll(/(.)-(?=(.))/gs)].some(([, first = '', last = '']) => first > last)
}
