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
  const at = lines.findLastIndex((line) => place.regexp.test(line))
  if (at === -1) return lines.length
  return place.kind === 'after' ? at + 1 : at
}
