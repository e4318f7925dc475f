import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { pythonStr } from '../python-text.ts'
import { argument, asList, FilterError, isRecord, plain, textArgument, type CallArgs, type Filters } from './filter.ts'

export const textFilters: Filters = {
  string: plain(pythonStr),
  join: {
    keywords: ['d', 'attribute'],
    apply(value, args) {
      const attribute = argument(args, 1, 'attribute')
      const items = asList(value).map((item) =>
        typeof attribute === 'string' && isRecord(item) ? item[attribute] : item,
      )
      return items.map(pythonStr).join(textArgument(args, 0, 'd'))
    },
  },
  split: {
    keywords: ['sep', 'maxsplit'],
    apply(value, args) {
      const text = pythonStr(value)
      const separator = argument(args, 0, 'sep')
      const limit = Number(argument(args, 1, 'maxsplit') ?? -1)
      const parts =
        typeof separator === 'string' ? text.split(separator) : text.split(/\s+/).filter((part) => part !== '')
      if (limit < 0 || parts.length <= limit + 1) return parts
      return [...parts.slice(0, limit), parts.slice(limit).join(typeof separator === 'string' ? separator : ' ')]
    },
  },
  title: plain((value) => {
    return pythonStr(value).replace(
      /[^-\s({[<]+/g,
      (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
  }),
  wordcount: plain((value) => (pythonStr(value).match(/\w+/g) ?? []).length),
  basename: plain((value) => pythonStr(value).slice(pythonStr(value).lastIndexOf('/') + 1)),
  dirname: plain((value) => dirname(pythonStr(value))),
  splitext: plain((value) => {
    const { ext } = posix.parse(pythonStr(value))
    return [pythonStr(value).slice(0, pythonStr(value).length - ext.length), ext]
  }),
  quote: plain((value) => {
    const text = value === null ? '' : pythonStr(value)
    return text !== '' && /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`
  }),
  b64encode: plain((value) => Buffer.from(pythonStr(value)).toString('base64')),
  b64decode: plain((value) => Buffer.from(pythonStr(value), 'base64').toString('utf8')),
  urlencode: plain((value) => encodeURIComponent(pythonStr(value)).replaceAll('%2F', '/')),
  hash: { keywords: ['hashtype'], apply: (value, args) => digest(textArgument(args, 0, 'hashtype', 'sha1'), value) },
  checksum: plain((value) => digest('sha1', value)),
  sha1: plain((value) => digest('sha1', value)),
  md5: plain((value) => digest('md5', value)),
  format: { apply: (value, args) => percentFormat(pythonStr(value), args) },
  /** `'%s and %s' % (a, b)`. */
  __percent: {
    apply(value, args) {
      const [operand] = args.positional
      const positional = Array.isArray(operand) ? (operand as readonly unknown[]) : [operand]
      return percentFormat(pythonStr(value), { positional, named: {} })
    },
  },
  /** `'{} and {name}'.format(a, name=b)`: without format specifications. */
  __format: {
    apply(value, args) {
      const last = args.positional.at(-1)
      let next = 0
      return pythonStr(value).replace(/\{\{|\}\}|\{(\w*)\}/g, (whole, name: string | undefined) => {
        if (name === undefined) return whole.charAt(0)
        const found = /^\d*$/.test(name)
          ? args.positional[name === '' ? next++ : Number(name)]
          : isRecord(last)
            ? last[name]
            : undefined
        if (found === undefined) throw new FilterError(`nothing was given for '${whole}'`)
        return pythonStr(found)
      })
    },
  },
}

function dirname(path: string): string {
  const cut = path.lastIndexOf('/') + 1
  const head = path.slice(0, cut)
  return /^\/+$/.test(head) ? head : head.replace(/\/+$/, '')
}

function digest(kind: string, value: unknown): string {
  try {
    return createHash(kind).update(pythonStr(value)).digest('hex')
  } catch {
    throw new FilterError(`'${kind}' is not a hash: use sha1, sha256, sha512 or md5`)
  }
}

/** Python's `%` formatting: `%s`, `%d`, `%05.2f`, `%x`, `%o`, `%%`, `%(name)s`. */
function percentFormat(template: string, args: CallArgs): string {
  let next = 0
  return template.replace(/%(?:\((\w+)\))?([-0 +#]*)(\d*)(?:\.(\d+))?([sdifxXor%])/g, (whole, ...parts) => {
    const [name, flags, width, precision, kind] = parts as (string | undefined)[]
    if (kind === '%') return '%'
    const positional = args.positional[next]
    const first = args.positional[0]
    const value = name === undefined ? positional : isRecord(first) ? first[name] : args.named[name]
    if (name === undefined) next++
    if (value === undefined) throw new FilterError(`nothing was given for '${whole}'`)
    const text = spelled(value, kind ?? 's', precision)
    const wide = Number(width ?? 0)
    if (flags?.includes('-') === true) return text.padEnd(wide)
    return flags?.includes('0') === true && kind !== 's' ? padNumber(text, wide) : text.padStart(wide)
  })
}

function spelled(value: unknown, kind: string, precision: string | undefined): string {
  if (kind === 's' || kind === 'r')
    return pythonStr(value).slice(0, precision === undefined ? undefined : Number(precision))
  const number = Number(value)
  if (typeof value === 'string' || Number.isNaN(number)) throw new FilterError(`'%${kind}' needs a number`)
  if (kind === 'f') return number.toFixed(Number(precision ?? 6))
  const base = { x: 16, X: 16, o: 8 }[kind] ?? 10
  const text = Math.trunc(number).toString(base)
  return kind === 'X' ? text.toUpperCase() : text
}

function padNumber(text: string, width: number): string {
  return text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0')
}
