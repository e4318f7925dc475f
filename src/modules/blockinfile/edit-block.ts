export type BlockPlace =
  { readonly kind: 'start' | 'end' } | { readonly kind: 'after' | 'before'; readonly regexp: RegExp }

export interface BlockEdit {
  /** Marker, lines and marker, each with its line end; none: the block goes. */
  readonly block: readonly string[]
  readonly begin: string
  readonly end: string
  readonly place: BlockPlace
}

/** Puts the block where its markers are, else where it is to go (Ansible's blockinfile). */
export function editBlock(text: string, edit: BlockEdit): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const { kept, at } = withoutBlock(lines, edit)
  const before = kept.slice(0, at)
  const last = before.at(-1)
  if (last !== undefined && !last.endsWith('\n')) before[before.length - 1] = `${last}\n`
  return [...before, ...edit.block, ...kept.slice(at)].join('')
}

function withoutBlock(lines: readonly string[], edit: BlockEdit): { kept: readonly string[]; at: number } {
  const [begin, end] = [lines.lastIndexOf(edit.begin), lines.lastIndexOf(edit.end)]
  if (begin === -1 || end === -1) return { kept: lines, at: placeIn(lines, edit.place) }
  const [first, last] = begin < end ? [begin, end] : [end, begin]
  return { kept: [...lines.slice(0, first), ...lines.slice(last + 1)], at: first }
}

function placeIn(lines: readonly string[], place: BlockPlace): number {
  if (!('regexp' in place)) return place.kind === 'start' ? 0 : lines.length
  const at = place.regexp.multiline ? lineOfMatch(lines.join(''), place) : lastMatchingLine(lines, place.regexp)
  if (at === -1) return lines.length
  return place.kind === 'after' ? at + 1 : at
}

function lastMatchingLine(lines: readonly string[], regexp: RegExp): number {
  return lines.findLastIndex((line) => regexp.test(line))
}

/** `(?m)` looks at the whole text: the line in which its first match ends, or starts where the block goes before it. */
function lineOfMatch(text: string, { kind, regexp }: Extract<BlockPlace, { regexp: RegExp }>): number {
  const match = regexp.exec(text)
  if (match === null) return -1
  const until = match.index + (kind === 'after' ? match[0].length : 0)
  return text.slice(0, until).split('\n').length - 1
}
