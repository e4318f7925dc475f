import { tokenize, type Token } from './tokens.ts'

/** A piece of a template: text and comments stay as written. */
export type Segment =
  | { readonly kind: 'verbatim'; readonly text: string }
  | {
      readonly kind: 'expression' | 'statement'
      /** `{{` or `{%`, with the dash of whitespace control. */
      readonly open: string
      readonly close: string
      readonly tokens: readonly Token[]
      readonly start: number
    }

export interface Unclosed {
  readonly mark: string
  readonly start: number
}

/** Cuts template text at its marks. */
export function splitTemplate(text: string): readonly Segment[] | Unclosed {
  const segments: Segment[] = []
  let at = 0
  while (at < text.length) {
    const start = nextMark(text, at)
    if (start > at) segments.push({ kind: 'verbatim', text: text.slice(at, start) })
    if (start === text.length) break
    const mark = text.slice(start, start + 2)
    if (mark === '{#') {
      const end = text.indexOf('#}', start)
      if (end < 0) return { mark, start }
      segments.push({ kind: 'verbatim', text: text.slice(start, end + 2) })
      at = end + 2
      continue
    }
    const segment = readTag(text, start)
    if (segment === undefined) return { mark, start }
    at = segment.end
    if (segment.tokens[0]?.text !== 'raw' || mark !== '{%') {
      segments.push(segment)
      continue
    }
    const end = /\{%[-+]?\s*endraw\s*[-+]?%\}/g
    end.lastIndex = at
    const found = end.exec(text)
    if (found === null) return { mark: '{% raw %}', start }
    at = found.index + found[0].length
    segments.push({ kind: 'verbatim', text: text.slice(start, at) })
  }
  return segments
}

/** Whether there is anything to render. */
export function hasMarks(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#')
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function nextMark(text: string, from: number): number {
  const found = /\{[{%#]/.exec(text.slice(from))
  return found === null ? text.length : from + found.index
}

function readTag(text: string, start: number) {
  const close = text[start + 1] === '{' ? '}}' : '%}'
  const dash = '-+'.includes(text.charAt(start + 2)) && text[start + 2] !== undefined ? 1 : 0
  const inside = tokenize(text, start + 2 + dash, close)
  if (inside.next === undefined) return undefined
  const end = inside.next + (text.startsWith(close, inside.next) ? 2 : 3)
  return {
    kind: close === '}}' ? ('expression' as const) : ('statement' as const),
    open: text.slice(start, start + 2 + dash),
    close: text.slice(inside.next, end),
    tokens: inside.tokens,
    start,
    end,
  }
}
