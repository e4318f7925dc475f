/** One word of POSIX sh, whatever is in it but NUL. The only quoting function there is. */
export function quoteWord(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** A path as a word that no program can take for an option, and `cd` for no special case. */
export function quotePath(path: string): string {
  return quoteWord(path.startsWith('/') ? path : `./${path}`)
}
