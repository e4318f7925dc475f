import { SyntaxProblem, type Syntax } from './syntax.ts'
import { type Mark, markFinder, quotedForPattern } from './marks.ts'
import { is, tokenize, tokenizeLine, type Token } from './tokens.ts'

/** A piece of a template's text: comments are gone, blanks around marks are as the marks ask. */
export type Segment =
  | { readonly kind: 'data'; readonly text: string }
  | { readonly kind: 'expression' | 'statement'; readonly tokens: readonly Token[]; readonly start: number }

/** Cuts template text at its marks, as Jinja2's lexer does. */
export function splitTemplate(text: string, syntax: Syntax): readonly Segment[] {
  const segments: Segment[] = []
  const data = (piece: string) => {
    const written = syntax.newline === undefined ? piece : piece.replace(/\r\n|\r|\n/g, syntax.newline)
    if (written !== '') segments.push({ kind: 'data', text: written })
  }
  const findMark = markFinder(syntax)
  let at = 0
  while (at < text.length) {
    const mark = findMark(text, at)
    if (mark === undefined) {
      data(text.slice(at))
      break
    }
    data(before(text, at, mark, syntax))
    if (mark.kind === 'comment') {
      at = afterComment(text, mark, syntax)
      continue
    }
    if (mark.kind === 'line-comment') {
      at = lineEnd(text, mark.inside)
      continue
    }
    if (mark.kind === 'line-statement') {
      const { tokens, next } = tokenizeLine(text, mark.inside)
      segments.push({ kind: 'statement', tokens, start: mark.start })
      at = next
      continue
    }
    const close = mark.kind === 'expression' ? syntax.variableEnd : syntax.blockEnd
    const inside = tokenize(text, mark.inside, close)
    if (inside.next === undefined) throw neverClosed(text, mark, inside.tokens.at(-1))
    if (mark.kind === 'statement' && inside.tokens.length === 1 && is(inside.tokens[0], 'raw')) {
      const raw = rawBlock(
        text,
        text.startsWith('-', inside.next)
          ? skipBlanks(text, inside.next + 1 + close.length)
          : inside.next + close.length,
        mark,
        syntax,
      )
      data(raw.text)
      at = raw.end
      continue
    }
    segments.push({ kind: mark.kind, tokens: inside.tokens, start: mark.start })
    at = afterTag(text, inside.next, close, mark.kind === 'statement' && syntax.trimBlocks)
  }
  return segments
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The text before a mark, without the blanks that the mark or `lstrip_blocks` takes away. */
function before(text: string, from: number, mark: Mark, syntax: Syntax): string {
  const piece = text.slice(from, mark.start)
  if (mark.sign === '-') return piece.trimEnd()
  if (mark.sign === '+' || (mark.kind !== 'statement' && mark.kind !== 'comment') || !syntax.lstripBlocks) return piece
  const line = piece.lastIndexOf('\n') + 1
  const startsLine = line > 0 || from === 0 || text[from - 1] === '\n'
  return startsLine && /^[^\S\n]*$/.test(piece.slice(line)) ? piece.slice(0, line) : piece
}

function afterComment(text: string, mark: Mark, syntax: Syntax): number {
  const end = text.indexOf(syntax.commentEnd, mark.inside)
  if (end < 0) throw new SyntaxProblem('Missing end of comment tag', mark.start)
  const after = end + syntax.commentEnd.length
  if (text[end - 1] === '-' && end > mark.inside) return skipBlanks(text, after)
  return syntax.trimBlocks && text[end - 1] !== '+' && text[after] === '\n' ? after + 1 : after
}

/** `next` is where the closing mark starts, with its sign. */
function afterTag(text: string, next: number, close: string, trim: boolean): number {
  const sign = text.startsWith(close, next) ? '' : text.charAt(next)
  const after = next + sign.length + close.length
  if (sign === '-') return skipBlanks(text, after)
  return trim && sign !== '+' && text[after] === '\n' ? after + 1 : after
}

function rawBlock(text: string, from: number, mark: Mark, syntax: Syntax) {
  const pattern = new RegExp(
    `${quotedForPattern(syntax.blockStart)}([-+]?)\\s*endraw\\s*(?=[-+]?${quotedForPattern(syntax.blockEnd)})`,
    'g',
  )
  pattern.lastIndex = from
  const found = pattern.exec(text)
  if (found === null) throw new SyntaxProblem('Missing end of raw directive', mark.start)
  const end: Mark = { kind: 'statement', start: found.index, inside: found.index, sign: found[1] ?? '' }
  const next = found.index + found[0].length
  return { text: before(text, from, end, syntax), end: afterTag(text, next, syntax.blockEnd, syntax.trimBlocks) }
}

function skipBlanks(text: string, from: number): number {
  const blanks = /\s*/y
  blanks.lastIndex = from
  return from + (blanks.exec(text)?.[0].length ?? 0)
}

function neverClosed(text: string, mark: Mark, last: Token | undefined): SyntaxProblem {
  const opened = text.slice(mark.start, mark.start + 2)
  const quote = last?.text === '"' || last?.text === "'" ? `; the string that starts with ${last.text} has no end` : ''
  return new SyntaxProblem(`unexpected end of template: '${opened}' is never closed${quote}`, mark.start)
}
