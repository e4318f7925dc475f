/** OpenSSH's PATTERNS (ssh_config(5)): one matches and no `!pattern` does. Case does not count, as in host names. */
export function matchesPatternList(patterns: readonly string[], name: string): boolean {
  let matched = false
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(pattern.slice(1), name)) return false
    } else if (matchesPattern(pattern, name)) matched = true
  }
  return matched
}

/** `*` and `?` are the only wildcards; brackets stand for themselves, as in `[host]:2222`. */
export function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'is').test(name)
}
