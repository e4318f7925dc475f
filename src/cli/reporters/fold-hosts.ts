/**
 * Host names as one short text, as ClusterShell folds them: `web[01-40],db1` for `web01` ... `web40` and `db1`. Zero
 * padding is kept (`web[1-3]` and `web[01-03]` differ), a name that is alone stays as it is, a name twice counts once.
 */
export function foldHosts(names: readonly string[]): string {
  const alike = new Map<string, Tokens[]>()
  for (const name of new Set(names)) {
    const tokens = tokensOf(name)
    const shape = tokens.map((token, index) => (index % 2 === 0 ? token : '#')).join('\0')
    const known = alike.get(shape)
    if (known === undefined) alike.set(shape, [tokens])
    else known.push(tokens)
  }
  return [...alike.values()].flatMap(foldAlike).join(',')
}

/** A name cut into text and digits in turn: digits are at the odd places. */
type Tokens = readonly string[]

function tokensOf(name: string): Tokens {
  return /[[\],]/.test(name) ? [name] : name.split(/(\d{1,15})/)
}

/** Names that differ in digits alone, folded at the place that leaves the fewest parts; the last one where equal. */
function foldAlike(names: readonly Tokens[]): readonly string[] {
  const places = (names[0] ?? []).flatMap((_, index) => (index % 2 === 1 ? [index] : []))
  let best: Map<string, Range> | undefined
  for (const place of places.reverse()) {
    const ranges = rangesAt(names, place)
    if (best === undefined || ranges.size < best.size) best = ranges
  }
  if (best === undefined) return names.map((tokens) => tokens.join(''))
  return [...best.values()].map(printRange)
}

interface Range {
  readonly before: string
  readonly after: string
  readonly digits: string[]
}

function rangesAt(names: readonly Tokens[], place: number): Map<string, Range> {
  const ranges = new Map<string, Range>()
  for (const tokens of names) {
    const before = tokens.slice(0, place).join('')
    const after = tokens.slice(place + 1).join('')
    const key = `${before}\0${after}`
    const digits = tokens[place] ?? ''
    const known = ranges.get(key)
    if (known === undefined) ranges.set(key, { before, after, digits: [digits] })
    else known.digits.push(digits)
  }
  return ranges
}

function printRange({ before, after, digits }: Range): string {
  if (digits.length === 1) return `${before}${digits.join('')}${after}`
  return `${before}[${spans(digits).join(',')}]${after}`
}

/** `01,02,03,10` as `01-03,10`. Neighbours are one apart and padded alike: `9,10` are neighbours, `09,010` are not. */
function spans(digits: readonly string[]): readonly string[] {
  const widths = new Set(digits.filter((text) => text.length > 1 && text.startsWith('0')).map((text) => text.length))
  const paddingOf = (text: string) => (widths.has(text.length) ? text.length : 0)
  const ordered = digits
    .map((text) => ({ text, padding: paddingOf(text), number: Number(text) }))
    .sort((a, b) => a.padding - b.padding || a.number - b.number)

  const found: { first: string; last: string; padding: number; next: number }[] = []
  for (const { text, padding, number } of ordered) {
    const span = found.at(-1)
    if (span?.padding === padding && span.next === number) Object.assign(span, { last: text, next: number + 1 })
    else found.push({ first: text, last: text, padding, next: number + 1 })
  }
  return found.map(({ first, last }) => (first === last ? first : `${first}-${last}`))
}
