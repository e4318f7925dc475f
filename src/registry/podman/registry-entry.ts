import type { TomlDocument, TomlTable } from '../../text-edit/toml-document.ts'

/** One `[[registry]]` with its `[[registry.mirror]]` tables. */
export interface RegistryEntry extends ConfTable {
  readonly mirrors: readonly ConfTable[]
}

export interface ConfTable {
  readonly offset: number
  readonly fields: ReadonlyMap<string, { readonly value: unknown; readonly offset: number }>
}

/** A mirror belongs to the registry above it. */
export function registriesOf({ tables }: TomlDocument): RegistryEntry[] {
  const found: { readonly table: TomlTable; readonly mirrors: TomlTable[] }[] = []
  for (const table of tables) {
    if (table.path[0] !== 'registry') continue
    if (table.path.length === 1) found.push({ table, mirrors: [] })
    else if (table.path[1] === 'mirror') found.at(-1)?.mirrors.push(table)
  }
  return found.map(({ table, mirrors }) => ({ ...confTable(table), mirrors: mirrors.map(confTable) }))
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
