import type { Syntax } from './syntax.ts'

export type MarkKind = 'comment' | 'expression' | 'statement' | 'line-statement' | 'line-comment'

/** Where something of the language begins in the text of a template. */
export interface Mark {
  readonly kind: MarkKind
  readonly start: number
  /** After the mark and its sign. */
  readonly inside: number
  readonly sign: string
}

/** Finds the next mark from an offset on; of several at one place the longest. */
export function markFinder(syntax: Syntax): (text: string, from: number) => Mark | undefined {
  const kinds = marksOf(syntax).toSorted((a, b) => b.mark.length - a.mark.length)
  const pattern = new RegExp(kinds.map((each) => `(${each.before}${quotedForPattern(each.mark)})`).join('|'), 'gm')
  return (text, from) => {
    pattern.lastIndex = from
    const found = pattern.exec(text)
    if (found === null) return undefined
    const kind = kinds.find((_, index) => found[index + 1] !== undefined)?.kind ?? 'expression'
    const after = found.index + found[0].length
    const sign = kind.startsWith('line-') ? '' : text.charAt(after)
    const isSigned = sign === '-' || sign === '+'
    return { kind, start: found.index, inside: isSigned ? after + 1 : after, sign: isSigned ? sign : '' }
  }
}

interface MarkText {
  readonly kind: MarkKind
  readonly mark: string
  /** A pattern of what belongs to it before the mark. */
  readonly before: string
}

function marksOf(syntax: Syntax): readonly MarkText[] {
  const { lineStatement, lineComment } = syntax
  return [
    { kind: 'comment', mark: syntax.commentStart, before: '' },
    { kind: 'statement', mark: syntax.blockStart, before: '' },
    { kind: 'expression', mark: syntax.variableStart, before: '' },
    ...(lineStatement === undefined
      ? []
      : [{ kind: 'line-statement' as const, mark: lineStatement, before: '^[ \\t\\v]*' }]),
    ...(lineComment === undefined
      ? []
      : [{ kind: 'line-comment' as const, mark: lineComment, before: '(?:^|(?<=\\S))[^\\S\\r\\n]*' }]),
  ]
}

/** The text as it stands for itself in a pattern. */
export function quotedForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
