import { parse, stringify } from 'yaml'
import { argument, FilterError, isRecord, plain, type CallArgs, type Filters } from './filter.ts'

/** Errors do not quote the value: it may be secret. */
export const dataFilters: Filters = {
  to_json: { keywords: ['indent', 'sort_keys', 'ensure_ascii'], apply: (value, args) => toJson(value, args) },
  to_nice_json: {
    keywords: ['indent', 'sort_keys', 'ensure_ascii'],
    apply: (value, args) => niceJson(argument(args, Infinity, 'sort_keys') === false ? value : sorted(value), args, 4),
  },
  tojson: {
    keywords: ['indent'],
    apply: (value, args) =>
      toJson(sorted(value), args).replace(/[<>&']/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
  },
  from_json: plain((value) => {
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value) as unknown
    } catch {
      throw new FilterError('from_json: the value is not JSON')
    }
  }),
  to_yaml: { keywords: ['indent'], apply: (value) => yamlText(value, 2) },
  to_nice_yaml: {
    keywords: ['indent'],
    apply: (value, args) => yamlText(value, Number(argument(args, 0, 'indent') ?? 4)),
  },
  from_yaml: plain((value) => {
    if (typeof value !== 'string') return value
    try {
      return parse(value, { version: '1.1', merge: true, logLevel: 'silent' }) as unknown
    } catch {
      throw new FilterError('from_yaml: the value is not YAML')
    }
  }),
}

/** Python's `json.dumps`: `, ` and `: ` between, everything beyond ASCII escaped. */
function toJson(value: unknown, args: CallArgs): string {
  const ordered = argument(args, Infinity, 'sort_keys') === true ? sorted(value) : value
  if (argument(args, Infinity, 'indent') !== undefined) return niceJson(ordered, args, 4)
  return ascii(oneLine(ordered), args)
}

function niceJson(value: unknown, args: CallArgs, indent: number): string {
  const width = Number(argument(args, Infinity, 'indent') ?? indent)
  return ascii(JSON.stringify(value, bigAsNumber, width), args)
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (typeof value === 'bigint') return String(value)
  if (!isRecord(value)) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`)
  return `{${entries.join(', ')}}`
}

function ascii(text: string, args: CallArgs): string {
  if (argument(args, Infinity, 'ensure_ascii') === false) return text
  return text.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function bigAsNumber(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}

function yamlText(value: unknown, indent: number): string {
  return stringify(sorted(value), { indent, indentSeq: false, singleQuote: true, version: '1.1', lineWidth: 0 })
}
