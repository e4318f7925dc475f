import fc from 'fast-check'

const EOL = fc.constantFrom('\n', '\r\n')
const MARK = fc.constantFrom('', '\uFEFF')
const NAMES = ['debug', 'registry-mirrors', 'insecure-registries', 'a b', 'x"y', 'ключ', 'labels']

/** JSON objects as people and tools leave them: blanks and line ends between any two tokens, a byte order mark, both line ends. */
export function messyJson(): fc.Arbitrary<string> {
  return fc.tuple(MARK, EOL).chain(([mark, eol]) => {
    const blank = fc.constantFrom('', ' ', '\t', eol, `${eol}  `, `${eol}${eol}\t`, '   ')
    const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value))
    const member = fc.tuple(blank, blank, blank, json, blank)
    return fc
      .tuple(fc.shuffledSubarray(NAMES), fc.array(member, { minLength: NAMES.length, maxLength: NAMES.length }), blank)
      .map(([keys, gaps, tail]) => {
        const members = keys.map((key, index) => {
          const [before, colon, value, text, after] = gaps[index] ?? ['', '', '', '1', '']
          return `${before}${JSON.stringify(key)}${colon}:${value}${text}${after}`
        })
        return `${mark}{${members.join(',')}${members.length === 0 ? tail : ''}}${tail}`
      })
  })
}

/** What becomes of some keys: new values, or gone. */
export function jsonChanges(): fc.Arbitrary<Record<string, unknown>> {
  const value = fc.jsonValue({ maxDepth: 2 }).map((json): unknown => JSON.parse(JSON.stringify(json)))
  return fc.dictionary(fc.constantFrom(...NAMES, 'live-restore'), fc.option(value, { nil: undefined }))
}

const TABLES = [
  ['registry'],
  ['registry', 'mirrors'],
  ['host', 'http://mirror:5000'],
  ['host', 'https://b'],
  ['plugins', 'io.containerd.grpc.v1.cri'],
]
const KEYS = ['config_path', 'capabilities', 'skip_verify', 'ca']

/** TOML texts with comments everywhere, blank lines, indentation, both line ends, a byte order mark, every kind of quotes. */
export function messyToml(): fc.Arbitrary<string> {
  return fc.tuple(MARK, EOL).chain(([mark, eol]) => {
    const noise = fc.constantFrom(
      '',
      eol,
      `# a remark, "quoted" = [x]${eol}`,
      `  # indented${eol}${eol}`,
      `${eol}${eol}`,
    )
    const value = fc.constantFrom(
      '1',
      '"text # no remark"',
      "'raw \\ text'",
      '[ "a",\t"b" ]',
      `[${eol}  "a", # one${eol}]`,
      'true',
      '0x1F',
    )
    const line = fc
      .tuple(
        fc.constantFrom('', '  ', '\t'),
        fc.constantFrom('=', ' = ', '  =\t'),
        value,
        fc.constantFrom('', ' # end', '\t'),
      )
      .map(
        ([indent, equals, text, remark]) =>
          (key: string) =>
            `${indent}${key}${equals}${text}${remark}${eol}`,
      )
    const keys = fc
      .tuple(fc.shuffledSubarray(KEYS), fc.array(line, { minLength: KEYS.length, maxLength: KEYS.length }), noise)
      .map(([names, lines, gap]) => names.map((name, index) => (lines[index]?.(name) ?? '') + gap).join(''))
    const table = fc.tuple(noise, fc.constantFrom('', '  '), keys, fc.constantFrom('', ' # of a table'))
    return fc
      .tuple(keys, fc.shuffledSubarray(TABLES), fc.array(table, { minLength: TABLES.length, maxLength: TABLES.length }))
      .map(([root, paths, tables]) => {
        const parts = paths.map((path, index) => {
          const [gap, indent, body, remark] = tables[index] ?? ['', '', '', '']
          return `${gap}${indent}[${path.map((word) => JSON.stringify(word)).join(' . ')}]${remark}${eol}${body}`
        })
        return `${mark}${root}${parts.join('')}`
      })
  })
}

export function tomlChange(): fc.Arbitrary<
  readonly [path: readonly string[], value: string | boolean | readonly string[]]
> {
  const path = fc.tuple(fc.constantFrom([], ...TABLES, ['new', 'table']), fc.constantFrom(...KEYS, 'dial timeout'))
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => text.isWellFormed()),
    fc.boolean(),
    fc.array(fc.string()),
  )
  return fc.tuple(
    path.map(([table, key]) => [...table, key]),
    value,
  )
}
