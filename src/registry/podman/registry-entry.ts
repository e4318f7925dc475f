import type { TomlDocument, TomlKey, TomlTable } from '../../text-edit/toml-document.ts'

/** One `[[registry]]` with its `[[registry.mirror]]` tables. */
export interface RegistryEntry extends ConfTable {
  readonly mirrors: readonly ConfTable[]
}

export interface ConfTable {
  readonly offset: number
  readonly fields: ReadonlyMap<string, { readonly value: unknown; readonly offset: number }>
}

/** A mirror belongs to the registry above it. */
export function registriesOf({ root, tables }: TomlDocument): RegistryEntry[] {
  const found: { readonly table: TomlTable; readonly mirrors: TomlTable[] }[] = []
  for (const table of tables) {
    if (table.path[0] !== 'registry') continue
    if (table.path.length === 1) found.push({ table, mirrors: [] })
    else if (table.path[1] === 'mirror') found.at(-1)?.mirrors.push(table)
  }
  const written = found.map(({ table, mirrors }) => ({ ...confTable(table), mirrors: mirrors.map(confTable) }))
  return [...written, ...root.flatMap(inlineRegistries)]
}

/** `registry = [{ location = "a" }]` says the same as a table; all of it stands at the key's place. */
function inlineRegistries({ path, value, start }: TomlKey): RegistryEntry[] {
  if (path.join('.') !== 'registry' || !Array.isArray(value)) return []
  return recordsOf(value).map((fields) => ({
    ...inlineTable(fields, start),
    mirrors: recordsOf(fields['mirror']).map((mirror) => inlineTable(mirror, start)),
  }))
}

function recordsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function inlineTable(fields: Readonly<Record<string, unknown>>, offset: number): ConfTable {
  return { offset, fields: new Map(Object.entries(fields).map(([name, value]) => [name, { value, offset }])) }
}

function confTable(table: TomlTable): ConfTable {
  const depth = table.path.length
  return {
    offset: table.start,
    fields: new Map(
      table.keys.map(({ path, value, start }) => [path.slice(depth).join('.'), { value, offset: start }]),
    ),
  }
}

export function textOf({ fields }: ConfTable, name: string): string {
  const value = fields.get(name)?.value
  return typeof value === 'string' ? value : ''
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
