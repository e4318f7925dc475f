/** A value as Python's `str()` prints it: `True`, `None`, `['a', 1]`, `{'k': 'v'}`; a string as it is. */
export function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value)
}

/** JSON as `json.dumps(value, sort_keys=True, indent=4, ensure_ascii=False)` writes it. */
export function pythonJson(value: unknown, indent = ''): string {
  const deeper = `${indent}    `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => deeper + pythonJson(item, deeper)).join(',\n')}\n${indent}]`
  }
  if (typeof value === 'number') return pythonNumber(value, 'NaN', 'Infinity')
  if (typeof value === 'bigint') return String(value)
  if (value === undefined) return 'null'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b))
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${pythonJson(item, deeper)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

/** The same on one line: `json.dumps(value, sort_keys=True, ensure_ascii=False)`. */
export function pythonJsonLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJsonLine).join(', ')}]`
  if (typeof value === 'number') return pythonNumber(value, 'NaN', 'Infinity')
  if (typeof value === 'bigint') return String(value)
  if (value === undefined) return 'null'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${pythonJsonLine(item)}`).join(', ')}}`
}

export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return pythonNumber(value, 'nan', 'inf')
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  const entries = Object.entries(value)
  return `{${entries.map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`).join(', ')}}`
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(quote, `\\${quote}`)
  return quote + escaped + quote
}

/** Python turns to exponents below 1e-4, and writes them with two digits. */
function pythonNumber(value: number, nan: string, infinity: string): string {
  if (Number.isNaN(value)) return nan
  if (!Number.isFinite(value)) return value > 0 ? infinity : `-${infinity}`
  const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value)
  return text.replace(/e([-+])(\d)$/, 'e$10$2')
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
