import toml, { type JsonMap } from '@iarna/toml'

interface NestedGroup {
  readonly children?: Readonly<Record<string, NestedGroup>>
  readonly hosts?: Readonly<Record<string, object>>
  readonly vars?: object
}

/** Nested groups as Ansible's toml plugin reads them: one table a group, and children by their names. */
export function inventoryToml(nested: object): string {
  const tables: Record<string, JsonMap> = {}
  const visit = (name: string, { children = {}, hosts, vars }: NestedGroup): void => {
    const named = name === 'all' ? [] : Object.keys(children)
    const table = {
      ...(named.length === 0 ? {} : { children: named }),
      ...(hosts === undefined ? {} : { hosts }),
      ...(vars === undefined ? {} : { vars }),
    } as JsonMap
    if (Object.keys(table).length > 0) tables[name] = { ...tables[name], ...table }
    for (const [child, group] of Object.entries(children)) visit(child, group)
  }
  for (const [name, group] of Object.entries(nested as Readonly<Record<string, NestedGroup>>)) visit(name, group)
  return toml.stringify(tables)
}
