import { err, ok, type Result } from '../../base/result.ts'

/** A word of a line, without its quotes, and the column (from 1) at which it starts. */
export interface ShellWord {
  readonly text: string
  readonly column: number
}

/**
 * Splits a line into words as Python's `shlex.split(line, comments=True)` does, which Ansible uses for the hosts of an INI
 * inventory: quotes and backslashes as in sh, and a `#` outside quotes ends the line, also in the middle of a word.
 */
export function shellWords(line: string): Result<readonly ShellWord[], string> {
  const words: ShellWord[] = []
  let word: { text: string; readonly column: number } | undefined
  let quote: string | undefined
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index)
    const next = line.charAt(index + 1)
    if (quote !== undefined && word !== undefined) {
      if (char === quote) quote = undefined
      else if (char === '\\' && quote === '"') {
        if (next === '') return err('a quote is not closed')
        word.text += next === '"' || next === '\\' ? next : char + next
        index++
      } else word.text += char
      continue
    }
    if (/\s/.test(char) || char === '#') {
      if (word !== undefined) words.push(word)
      word = undefined
      if (char === '#') break
      continue
    }
    word ??= { text: '', column: index + 1 }
    if (char === '"' || char === "'") quote = char
    else if (char === '\\') {
      if (next === '') return err('nothing follows the backslash')
      word.text += next
      index++
    } else word.text += char
  }
  if (quote !== undefined) return err('a quote is not closed')
  if (word !== undefined) words.push(word)
  return ok(words)
}
