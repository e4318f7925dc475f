export interface JsonPlace {
  readonly indent: string
  /** What the line of the key begins with. */
  readonly own: string
  readonly eol: string
  /** Lists go over several lines however short they are. */
  readonly spread?: boolean
}

const LINE_LENGTH = 80

/** A value as it stands after its key in a text of several lines: short lists of plain values on one line. */
export function renderJson(value: unknown, { indent, own, eol, spread }: JsonPlace): string {
  const isFlat = Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)
  if (isFlat && spread !== true) {
    const line = renderInline(value, true)
    if (line.length <= LINE_LENGTH) return line
  }
  return JSON.stringify(value, null, indent).split('\n').join(`${eol}${own}`)
}

/** A value on one line, with or without a space after commas and colons. */
export function renderInline(value: unknown, spaced: boolean): string {
  const [comma, colon] = spaced ? [', ', ': '] : [',', ':']
  if (Array.isArray(value)) return `[${value.map((item) => renderInline(item, spaced)).join(comma)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, item]) => JSON.stringify(key) + colon + renderInline(item, spaced))
  return `{${entries.join(comma)}}`
}
