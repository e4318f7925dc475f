import { err, ok, type Result } from '../../base/result.ts'

/**
 * Splits a command line into words by POSIX quoting rules (Python's `shlex.split`): quotes group, a backslash takes the
 * next character as it is, nothing is expanded. The error is a sentence about the quote that is not closed.
 */
export function splitWords(text: string): Result<readonly string[], string> {
  const words: string[] = []
  let word: string | undefined
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    if (/[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
      at += 1
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(text, at)
      if (quoted === undefined) return err(`the ${character} at character ${at + 1} is never closed`)
      word = (word ?? '') + quoted.text
      at = quoted.end
    } else if (character === '\\') {
      if (at + 1 === text.length) return err('it ends in a backslash')
      word = (word ?? '') + text.charAt(at + 1)
      at += 2
    } else {
      word = (word ?? '') + character
      at += 1
    }
  }
  return ok(word === undefined ? words : [...words, word])
}

function readQuoted(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const quote = text.charAt(start)
  let read = ''
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (character === quote) return { text: read, end: at + 1 }
    if (quote === '"' && character === '\\' && (next === '"' || next === '\\')) {
      read += next
      at += 1
    } else {
      read += character
    }
  }
  return undefined
}
