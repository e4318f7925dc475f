import { parseAddress } from './host-address.ts'

/** One term of a pattern, with the column (from 1) at which it starts. */
export interface PatternTerm {
  readonly text: string
  readonly column: number
}

/**
 * Splits a pattern at its commas, else at its colons. A pattern that is an address or a range as a whole
 * (`2001:db8::1`, `web[01:20]`, `host:22`) is not split (Ansible: inventory/manager.py, split_host_pattern).
 */
export function splitPattern(pattern: string): readonly PatternTerm[] {
  if (pattern.includes(',')) return splitAtCommas(pattern)
  if (parseAddress(pattern) !== undefined) return [termAt(pattern, 0)]
  return [...pattern.matchAll(/(?:[^\s:[\]]|\[[^\]]*\])+/g)].map((match) => termAt(match[0], match.index))
}

/**
 * The index of a bracket without its pair, in a pattern that is split at colons. Ansible drops it and goes on, so that
 * `~[` stands for every host and `web[1:2` for all of web.
 */
export function unpairedBracket(pattern: string): number | undefined {
  if (pattern.includes(',') || parseAddress(pattern) !== undefined) return undefined
  const blanked = pattern.replace(/\[[^\]]*\]/g, (paired) => ' '.repeat(paired.length))
  const index = blanked.search(/[[\]]/)
  return index < 0 ? undefined : index
}

function splitAtCommas(pattern: string): readonly PatternTerm[] {
  const terms: PatternTerm[] = []
  let offset = 0
  for (const part of pattern.split(',')) {
    if (part.trim() !== '') terms.push(termAt(part, offset))
    offset += part.length + 1
  }
  return terms
}

function termAt(raw: string, offset: number): PatternTerm {
  const text = raw.trim()
  return { text, column: offset + raw.indexOf(text) + 1 }
}
