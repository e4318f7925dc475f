/** How Python spells a value inside other text: `True`, `['a', 'b']`; None is nothing (Ansible's finalize). */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : pythonRepr(value)
}

/** Python's `str()`: as `pythonText`, but None is `None`. */
export function pythonStr(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value)
}

export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (typeof value !== 'object') return typeof value
  const entries = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`)
  return `{${entries.join(', ')}}`
}

/** A float that happens to be whole: `3.0`. */
export function pythonFloat(value: number): string {
  const text = numberText(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return String(value).replace(/e-(\d)$/, 'e-0$1')
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\\p{Cc}]/gu, (char) => {
    return ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`
}
