import {
  choiceOption,
  flagOption,
  flattened,
  inlineOptions,
  LookupError,
  LookupOptionError,
  textOption,
  textTerms,
  type Lookup,
} from './lookup.ts'
import { pythonRegex } from '../python/regex.ts'
import { readFound } from './search-path.ts'

/** Values out of CSV, INI and properties files. */
export const tableLookups = {
  /** `lookup('csvfile', 'key', file='x.csv', delimiter=',', col=1, default='')`; a tab is the default delimiter. */
  csvfile: (call) =>
    textTerms(call).flatMap((term) => {
      const inline = inlineOptions(term)
      if (inline.text === '') throw new LookupError('Search key is required but was not found')
      const unknown = Object.keys(inline.named).find((name) => !CSV_OPTIONS.includes(name))
      if (unknown !== undefined) throw new LookupError(`${unknown} is not a valid option`)
      const option = (name: string, fallback: string) => inline.named[name] ?? textOption(call, name, fallback)
      const { text } = readFound(call, option('file', 'ansible.csv'), ['files'], {
        message: "csvfile: [Errno 2] No such file or directory: b'None'",
      })
      const rows = csvRows(text, delimiter(option('delimiter', 'TAB')))
      const row = rows.find((cells) => cells[column(option('keycol', '0'))] === inline.text)
      const cell = column(option('col', '1'))
      if (row !== undefined && row[cell] === undefined) throw new LookupError('csvfile: list index out of range')
      const found = row?.[cell] ?? inline.named.default ?? call.options.default
      return found === undefined || found === null ? [] : flattened([found])
    }),
  /** `lookup('ini', 'key', section='global', file='x.ini', default='', re=false, type='ini')`. */
  ini: (call) =>
    textTerms(call).flatMap((term) => {
      const inline = inlineOptions(term)
      const option = (name: string, fallback: string) => inline.named[name] ?? textOption(call, name, fallback)
      const key = inline.text
      const strict = flagOption(call, 'case_sensitive')
      const sameKey = (name: string) => (strict ? name === key : name.toLowerCase() === key.toLowerCase())
      const unknown = Object.keys(inline.named).find((name) => !INI_OPTIONS.includes(name))
      if (unknown !== undefined)
        throw new LookupOptionError(`${[key, unknown].join(' ').trim()} is not a valid option.`)
      const kind = inline.named.type ?? choiceOption(call, 'ini', 'type', ['ini', 'properties'])
      const section = kind === 'properties' ? '' : option('section', 'global')
      const file = option('file', 'ansible.ini')
      const { text } = readFound(call, file, ['files'], {
        message: "Invalid filename: 'None'",
        pythonClass: 'ansible.errors.AnsibleParserError',
      })
      const all = iniEntries(text)
      if (section !== '' && !text.split(/\r?\n/).some((line) => line.startsWith(`[${section}]`)))
        throw new LookupError(`No section '${section}' in ${file}`, { isAlone: true })
      const entries = all.filter((entry) => entry.section === section)
      if (flagOption(call, 're') || inline.named.re?.toLowerCase() === 'true') {
        return entries
          .filter((entry) => pythonRegex(key, { ignoreCase: !strict }).test(entry.name))
          .map((entry) => entry.value)
      }
      return [entries.findLast((entry) => sameKey(entry.name))?.value ?? option('default', '')]
    }),
} satisfies Readonly<Record<string, Lookup>>

const CSV_OPTIONS = ['col', 'default', 'delimiter', 'encoding', 'file', 'keycol']
const INI_OPTIONS = ['allow_no_value', 'case_sensitive', 'default', 'encoding', 'file', 're', 'section', 'type']

function delimiter(name: string): string {
  const char = name === 'TAB' ? '\t' : name
  if (char.length !== 1) throw new LookupError('csvfile: "delimiter" must be a 1-character string')
  return char
}

function column(text: string): number {
  if (/^[-+]?\d+$/.test(text.trim())) return Number(text)
  throw new LookupError(`csvfile: invalid literal for int() with base 10: '${text}'`)
}

function csvRows(content: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < content.length; at++) {
    const char = content.charAt(at)
    if (quoted && char === '"' && content[at + 1] === '"') cell += content.charAt(at++)
    else if (char === '"' && (quoted || cell === '')) quoted = !quoted
    else if (!quoted && char === separator) cell = endCell(row, cell)
    else if (!quoted && char === '\n') {
      endCell(row, cell.replace(/\r$/, ''))
      rows.push(row)
      row = []
      cell = ''
    } else cell += char
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

function endCell(row: string[], cell: string): '' {
  row.push(cell)
  return ''
}

function iniEntries(content: string) {
  const entries: { section: string; name: string; value: string }[] = []
  let section = ''
  for (const line of content.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue
    const head = /^\[([^\]]+)\]/.exec(line)
    const pair = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(line)
    const last = entries.at(-1)
    if (head !== null) section = head[1] ?? ''
    else if (/^\s/.test(line) && last !== undefined) last.value += `\n${line.trim()}`
    else if (pair !== null) entries.push({ section, name: pair[1] ?? '', value: (pair[2] ?? '').trim() })
  }
  return entries
}
