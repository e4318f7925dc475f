import { PythonError } from '../python/errors.ts'
import { iterate } from '../python/sequence.ts'
import { pythonRepr, pythonStr } from '../python/text.ts'
import { isDict } from '../python/values.ts'
import { asMap, flagArgument, numberArgument, plain, textArgument, type Filters } from './filter.ts'

/** Jinja2's filters for HTML and for showing values. */
export const markupFilters: Filters = {
  escape: plain((value) => escapeHtml(pythonStr(value))),
  e: plain((value) => escapeHtml(pythonStr(value))),
  forceescape: plain((value) => escapeHtml(pythonStr(value))),
  safe: plain((value) => pythonStr(value)),
  striptags: plain((value) => unescapeHtml(collapsed(pythonStr(value).replace(/<!--[^]*?-->|<[^>]*>/g, '')))),
  xmlattr: {
    keywords: ['autospace'],
    apply(value, args) {
      const pairs = Object.entries(asMap(value)).filter(([, item]) => item !== null)
      const text = pairs.map(([name, item]) => `${escapeHtml(name)}="${escapeHtml(pythonStr(item))}"`).join(' ')
      return flagArgument(args, 0, 'autospace', true) && text !== '' ? ` ${text}` : text
    },
  },
  urlize: {
    keywords: ['trim_url_limit', 'nofollow', 'target', 'rel', 'extra_schemes'],
    apply: (value) =>
      escapeHtml(pythonStr(value)).replace(
        /\bhttps?:\/\/[^\s<>]+/g,
        (url) => `<a href="${url}" rel="noopener">${url}</a>`,
      ),
  },
  filesizeformat: {
    keywords: ['binary'],
    apply: (value, args) => sizeText(Number(value), flagArgument(args, 0, 'binary')),
  },
  pprint: plain((value) => prettyRepr(value, 0)),
  indent: {
    keywords: ['width', 'first', 'blank'],
    apply(value, args) {
      const width = textArgument(args, 0, 'width', '4')
      const padding = /^\d+$/.test(width) ? ' '.repeat(Number(width)) : width
      const [first, blank] = [flagArgument(args, 1, 'first'), flagArgument(args, 2, 'blank')]
      const lines = pythonStr(value).split('\n')
      return lines
        .map((line, index) =>
          (index > 0 || first) && (line !== '' || blank || (index === 0 && first)) ? padding + line : line,
        )
        .join('\n')
    },
  },
  truncate: {
    keywords: ['length', 'killwords', 'end', 'leeway'],
    apply(value, args) {
      const text = pythonStr(value)
      const length = numberArgument(args, 0, 'length', 255)
      const end = textArgument(args, 2, 'end', '...')
      if (length < end.length) throw new PythonError(`expected length >= ${end.length}, got ${length}`)
      if (text.length <= length + numberArgument(args, 3, 'leeway', 5)) return text
      const cut = text.slice(0, length - end.length)
      if (flagArgument(args, 1, 'killwords')) return cut + end
      return (cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut) + end
    },
  },
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}

function unescapeHtml(text: string): string {
  const names = Object.entries(ENTITIES)
  return text.replace(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => {
    if (entity === '&quot;') return '"'
    return names.find(([, name]) => name === entity)?.[0] ?? entity
  })
}

function collapsed(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(' ')
}

function sizeText(bytes: number, isBinary: boolean): string {
  const base = isBinary ? 1024 : 1000
  if (bytes === 1) return '1 Byte'
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`
  const units = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(base)))
  const letter = units[power - 1] ?? ''
  return `${(bytes / base ** power).toFixed(1)} ${isBinary ? `${letter === 'k' ? 'K' : letter}iB` : `${letter}B`}`
}

/** Python's `pprint.pformat`: sorted keys, a line an entry where 80 columns are not enough. */
function prettyRepr(value: unknown, indent: number, after = 0): string {
  const flat = pythonRepr(sortedKeys(value))
  if (flat.length <= 80 - indent - after || flat.length < 3) return flat
  const last = (index: number, all: readonly unknown[]) => (index === all.length - 1 ? after + 1 : 1)
  const separator = `,\n${' '.repeat(indent + 1)}`
  if (isDict(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    const lines = entries.map(([key, item], index) => {
      const name = `${pythonRepr(key)}: `
      return name + prettyRepr(item, indent + 1 + name.length, last(index, entries))
    })
    return `{${lines.join(separator)}}`
  }
  if (!Array.isArray(value)) return flat
  const items = iterate(value)
  return `[${items.map((item, index) => prettyRepr(item, indent + 1, last(index, items))).join(separator)}]`
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys)
  if (!isDict(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sortedKeys(item)]))
}
