import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { pythonStr } from '../python-text.ts'
import { percentFormat } from './percent-format.ts'
import { strFormat } from './str-format.ts'
import { argument, asList, FilterError, isRecord, plain, textArgument, type Filters } from './filter.ts'

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
  /** `'{} and {name}'.format(a, name=b)`. */
  __format: { apply: (value, args) => strFormat(pythonStr(value), args.positional) },
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
