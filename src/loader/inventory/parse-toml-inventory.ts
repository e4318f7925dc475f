import { inventoryProblem } from './errors.ts'
import { expandHosts } from './host-range.ts'
import type { InventoryBuilder, SourceOrigin } from './inventory-builder.ts'
import type { TomlValues } from './toml-document.ts'

interface Context {
  readonly toml: TomlValues
  readonly origin: SourceOrigin
  readonly builder: InventoryBuilder
}

/**
 * Adds what a TOML inventory says (Ansible: plugins/inventory/toml.py): a table a group, with `hosts` and `vars` as tables
 * and `children` as a list of names.
 */
export function parseTomlInventory(toml: TomlValues, origin: SourceOrigin, builder: InventoryBuilder): void {
  for (const [name, body] of Object.entries(toml.value)) addGroup(name, body, { toml, origin, builder })
}

function addGroup(given: string, body: unknown, context: Context): void {
  if (!isTable(body)) {
    tell(context, [given], `Skipping '${given}' as this is not a valid group definition`)
    return
  }
  const group = context.builder.addGroup(given)
  for (const [section, value] of Object.entries(body)) addSection(group, [given, section], value, context)
}

function addSection(group: string, path: readonly string[], value: unknown, context: Context): void {
  const { toml, builder } = context
  const section = path[1] ?? ''
  if (section === 'children' && Array.isArray(value)) {
    for (const child of value.map(String)) builder.addChild(group, builder.addGroup(child), toml.at(path))
  } else if (section === 'vars' && isTable(value)) {
    for (const [name, item] of Object.entries(value)) builder.setVariable(group, name, item, toml.at([...path, name]))
  } else if (section === 'hosts' && isTable(value)) {
    for (const [pattern, vars] of Object.entries(value)) addHosts(group, [...path, pattern], vars, context)
  } else if (['children', 'vars', 'hosts'].includes(section)) {
    const wanted = section === 'children' ? 'a list' : 'a dict'
    const message = `Invalid "${section}" entry for "${group}" group, requires ${wanted}`
    const hint =
      section === 'children' ? `Write children = ["name"]` : `Write [${group}.${section}] and name = value below`
    builder.refuse(inventoryProblem(message, toml.at(path), hint))
  } else {
    tell(
      context,
      path,
      `Skipping unexpected key "${section}" in group "${group}", only "vars", "children" and "hosts" are valid`,
    )
  }
}

function addHosts(group: string, path: readonly string[], vars: unknown, { toml, origin, builder }: Context): void {
  const pattern = path.at(-1) ?? ''
  const expanded = expandHosts(pattern, builder.rules)
  if (!expanded.ok || !isTable(vars)) {
    const message = expanded.ok ? `the host '${pattern}' is no table of variables` : expanded.error
    builder.refuse(inventoryProblem(message, toml.at(path), `Write ${pattern} = {}, with variables inside the braces`))
    return
  }
  for (const host of expanded.value.names) {
    builder.addHost(host, group, expanded.value.port, origin)
    for (const [name, value] of Object.entries(vars)) builder.setVariable(host, name, value, toml.at([...path, name]))
  }
}

/** Ansible passes over it with a warning; otherwise it is a problem. */
function tell({ builder, toml }: Context, path: readonly string[], message: string): void {
  if (builder.rules.lenient) builder.warnings.push(message)
  else builder.refuse(inventoryProblem(message, toml.at(path), 'A group is a table of hosts, vars and children'))
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
