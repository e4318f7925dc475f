import { createHash } from 'node:crypto'
import { formatPercent } from '../python/percent-format.ts'
import { capitalized } from '../python/text-case.ts'
import { replaceText, textMethods } from '../python/text-methods.ts'
import { splitLimited, strip } from '../python/text-split.ts'
import { pythonStr } from '../python/text.ts'
import { tupleOf, typeName } from '../python/values.ts'
import { argument, FilterError, flagArgument, numberArgument, plain, textArgument, type Filters } from './filter.ts'

export const textFilters: Filters = {
  string: plain(pythonStr),
  upper: plain((value) => pythonStr(value).toUpperCase()),
  lower: plain((value) => pythonStr(value).toLowerCase()),
  capitalize: plain((value) => capitalized(pythonStr(value))),
  title: plain((value) => pythonStr(value).replace(/[^-\s({[<]+/g, capitalized)),
  trim: { keywords: ['chars'], apply: (value, args) => strip(pythonStr(value), argument(args, 0, 'chars'), 'both') },
  replace: {
    keywords: ['old', 'new', 'count'],
    apply: (value, args) =>
      replaceText(
        pythonStr(value),
        textArgument(args, 0, 'old'),
        textArgument(args, 1, 'new'),
        numberArgument(args, 2, 'count', -1),
      ),
  },
  center: {
    keywords: ['width'],
    apply: (value, args) =>
      textMethods.center?.(pythonStr(value), { positional: [numberArgument(args, 0, 'width', 80)], named: {} }),
  },
  split: {
    keywords: ['sep', 'maxsplit'],
    apply(value, args) {
      if (typeof value !== 'string') {
        throw new FilterError(`descriptor 'split' for 'str' objects doesn't apply to a '${typeName(value)}' object`)
      }
      return splitLimited(value, argument(args, 0, 'sep'), numberArgument(args, 1, 'maxsplit', -1))
    },
  },
  wordcount: plain((value) => (pythonStr(value).match(/[\p{L}\p{N}_]+/gu) ?? []).length),
  wordwrap: {
    keywords: ['width', 'break_long_words', 'wrapstring', 'break_on_hyphens'],
    apply: (value, args) =>
      wordWrap(
        pythonStr(value),
        numberArgument(args, 0, 'width', 79),
        flagArgument(args, 1, 'break_long_words', true),
        textArgument(args, 2, 'wrapstring', '\n'),
      ),
  },
  format: {
    anyKeyword: true,
    apply(value, { positional, named }) {
      if (positional.length > 0 && Object.keys(named).length > 0) {
        throw new FilterError("can't handle positional and keyword arguments at the same time")
      }
      return formatPercent(pythonStr(value), Object.keys(named).length > 0 ? named : tupleOf(positional))
    },
  },
  quote: plain((value) => {
    const text = value === null ? '' : pythonStr(value)
    return text !== '' && /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`
  }),
  b64encode: {
    keywords: ['encoding'],
    apply: (value, args) =>
      Buffer.from(pythonStr(value), encodingOf(textArgument(args, 0, 'encoding', 'utf-8'))).toString('base64'),
  },
  b64decode: {
    keywords: ['encoding'],
    apply(value, args) {
      const letters = pythonStr(value).replace(/[^A-Za-z0-9+/=]/g, '')
      if (letters.replace(/=+$/, '').length % 4 !== 0 && letters.length % 4 !== 0)
        throw new FilterError('Incorrect padding')
      return Buffer.from(letters, 'base64').toString(encodingOf(textArgument(args, 0, 'encoding', 'utf-8')))
    },
  },
  hash: { keywords: ['hashtype'], apply: (value, args) => digest(textArgument(args, 0, 'hashtype', 'sha1'), value) },
  checksum: plain((value) => digest('sha1', value)),
  sha1: plain((value) => digest('sha1', value)),
  md5: plain((value) => digest('md5', value)),
}

function encodingOf(name: string): BufferEncoding {
  const known = {
    'utf-8': 'utf8',
    utf8: 'utf8',
    ascii: 'ascii',
    'latin-1': 'latin1',
    'iso-8859-1': 'latin1',
    'utf-16-le': 'utf16le',
  } as const
  const found = known[name.toLowerCase() as keyof typeof known] as BufferEncoding | undefined
  if (found === undefined) throw new FilterError(`unknown encoding: ${name}`)
  return found
}

/** `sha3_256` and `blake2b` of hashlib are `sha3-256` and `blake2b512` of OpenSSL. */
function opensslName(kind: string): string {
  const blake = { blake2b: 'blake2b512', blake2s: 'blake2s256' }[kind]
  return blake ?? kind.replace(/^(sha3)_/, '$1-').replace(/^sha512_/, 'sha512-')
}

function digest(kind: string, value: unknown): string {
  try {
    return createHash(opensslName(kind)).update(pythonStr(value)).digest('hex')
  } catch {
    throw new FilterError(`unsupported hash type ${kind}`)
  }
}

/** Lines of at most `width`, broken at blanks; line ends that are there stay. */
function wordWrap(text: string, width: number, breakLong: boolean, newline: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => wrapLine(line, width, breakLong).join(newline))
    .join(newline)
}

function wrapLine(line: string, width: number, breakLong: boolean): readonly string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.match(/\s+|[^\s-]+-*|-+/g) ?? []) {
    if (current.length + word.trimEnd().length <= width) {
      current += word
      continue
    }
    if (current.trim() !== '') lines.push(current.trimEnd())
    current = word.trimStart()
    while (breakLong && current.length > width) {
      lines.push(current.slice(0, width))
      current = current.slice(width)
    }
  }
  if (current.trim() !== '' || lines.length === 0) lines.push(current.trimEnd())
  return lines
}
