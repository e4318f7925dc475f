/** The functions of text/template and of Docker's own (docker/cli: templates/templates.go), as far as they are used. */
export const FUNCTIONS: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
  json: (value) => goJson(value),
  len: (value) => size(value),
  index: (value, ...keys) => keys.reduce((held, key) => member(held, String(key)), value),
  join: (items, separator) => (Array.isArray(items) ? items.join(goPrint(separator)) : ''),
  lower: (text) => goPrint(text).toLowerCase(),
  upper: (text) => goPrint(text).toUpperCase(),
  title: (text) => goPrint(text).replace(/^\w/, (letter) => letter.toUpperCase()),
  split: (text, separator) => goPrint(text).split(goPrint(separator)),
  println: (...values) => `${values.map(goPrint).join(' ')}\n`,
  print: (...values) => values.map(goPrint).join(''),
  printf: (format, ...values) => {
    const rest = [...values]
    return goPrint(format).replace(/%[svdqt]/g, (verb) =>
      verb === '%q' ? JSON.stringify(goPrint(rest.shift())) : goPrint(rest.shift()),
    )
  },
  eq: (left, ...right) => right.some((value) => value === left),
  ne: (left, right) => left !== right,
  not: (value) => !isTrue(value),
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  gt: (left, right) => Number(left) > Number(right),
  lt: (left, right) => Number(left) < Number(right),
}

/** Go's truth: anything but the zero value. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== ''
}

/** `fmt.Sprint` of a value that came out of JSON. */
export function goPrint(value: unknown): string {
  if (value === undefined) return '<no value>'
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
    return `map[${entries.map(([key, held]) => `${key}:${goPrint(held)}`).join(' ')}]`
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

/** encoding/json with HTML escaping off, as Docker's `json` function has it. */
function goJson(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value)
}

function size(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}
