interface Table {
  readonly [name: string]: unknown
}

/** TOML as Python's `toml.dumps` writes it: the keys of a table, then its tables, level by level. */
export function pythonToml(value: unknown): string {
  const root = sectionsOf(value as Table)
  let text = root.keys
  let level = root.tables
  while (level.length > 0) {
    const next: [string, Table][] = []
    for (const [path, table] of level) {
      const { keys, tables } = sectionsOf(table)
      if (keys !== '' || tables.length === 0) {
        if (text !== '' && !text.endsWith('\n\n')) text += '\n'
        text += `[${path}]\n${keys}`
      }
      for (const [name, inner] of tables) next.push([`${path}.${name}`, inner])
    }
    level = next
  }
  return text
}

interface Sections {
  readonly keys: string
  readonly tables: readonly (readonly [name: string, table: Table])[]
}

function sectionsOf(table: Table): Sections {
  const lines: string[] = []
  const tables: [string, Table][] = []
  for (const [name, value] of Object.entries(table)) {
    const key = /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name)
    if (isTable(value)) tables.push([key, value])
    else if (value !== null && value !== undefined) lines.push(`${key} = ${valueOf(value)}\n`)
  }
  return { keys: lines.join(''), tables }
}

function valueOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => ` ${valueOf(item)},`).join('')}]`
  if (!isTable(value)) return JSON.stringify(value)
  const inner = Object.entries(value).map(([name, item]) => `${name} = ${valueOf(item)}`)
  return `{ ${inner.join(', ')} }`
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
