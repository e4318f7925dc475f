import { err, ok, type Result } from './result.ts'

/** A word of a line, without its quotes, and the column (from 1) at which it starts. */
export interface ShellWord {
  readonly text: string
  readonly column: number
}

/** The words alone, of a line that knows no comments (Python's `shlex.split`). The error is half a sentence. */
export function splitWords(line: string): Result<readonly string[], string> {
  const words = shellWords(line, { comments: false })
  return words.ok ? ok(words.value.map((word) => word.text)) : words
}

/**
 * Splits a line into words as Python's `shlex.split` does: quotes and backslashes as in sh, nothing is expanded. With
 * `comments`, as Ansible has it for the hosts of an INI inventory, a `#` outside quotes ends the line, also in the middle
 * of a word.
 */
export function shellWords(
  line: string,
  { comments }: { readonly comments: boolean },
): Result<readonly ShellWord[], string> {
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
    if (/\s/.test(char) || (comments && char === '#')) {
      if (word !== undefined) words.push(word)
      word = undefined
      if (comments && char === '#') break
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
