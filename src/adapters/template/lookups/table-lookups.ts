import { flagOption, inlineOptions, textOption, textTerms, type Lookup } from './lookup.ts'
import { pythonRegex } from '../python/regex.ts'
import { readFound } from './search-path.ts'

/** Values out of CSV, INI and properties files. */
export const tableLookups = {
  /** `lookup('csvfile', 'key', file='x.csv', delimiter=',', col=1, default='')`; a tab is the default delimiter. */
  csvfile: (call) =>
    textTerms(call).flatMap((term) => {
      const inline = inlineOptions(term)
      const option = (name: string, fallback: string) => inline.named[name] ?? textOption(call, name, fallback)
      const separator = option('delimiter', 'TAB')
      const rows = csvRows(
        readFound(call, option('file', 'ansible.csv'), ['files']).text,
        separator === 'TAB' ? '\t' : separator,
      )
      const row = rows.find((cells) => cells[Number(option('keycol', '0'))] === inline.text)
      const found = row?.[Number(option('col', '1'))]
      if (found !== undefined) return [found]
      const fallback = inline.named.default ?? call.options.default
      return fallback === undefined ? [] : [fallback]
    }),
  /** `lookup('ini', 'key', section='global', file='x.ini', default='', re=false, type='ini')`. */
  ini: (call) =>
    textTerms(call).flatMap((term) => {
      const inline = inlineOptions(term)
      const option = (name: string, fallback: string) => inline.named[name] ?? textOption(call, name, fallback)
      const key = inline.text
      const strict = flagOption(call, 'case_sensitive')
      const sameKey = (name: string) => (strict ? name === key : name.toLowerCase() === key.toLowerCase())
      const section = option('type', 'ini') === 'properties' ? '' : option('section', 'global')
      const entries = iniEntries(readFound(call, option('file', 'ansible.ini'), ['files']).text).filter(
        (entry) => entry.section === section,
      )
      if (flagOption(call, 're') || inline.named.re?.toLowerCase() === 'true') {
        return entries
          .filter((entry) => pythonRegex(key, { ignoreCase: !strict }).test(entry.name))
          .map((entry) => entry.value)
      }
      return [entries.findLast((entry) => sameKey(entry.name))?.value ?? option('default', '')]
    }),
} satisfies Readonly<Record<string, Lookup>>

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
