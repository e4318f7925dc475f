import { hostVars } from '../model/inventory-vars.ts'
import type { GroupName, HostName, Inventory, InventoryGroup } from '../model/inventory.ts'
import type { Vars } from '../model/vars.ts'
import { pythonText } from '../model/python-text.ts'
import { openedWherePossible, withOpaque } from './show-opaque.ts'

export interface ShowOptions {
  /** Hosts to show: those that `--limit` left. Absent: all. */
  readonly only?: ReadonlySet<HostName>
  /** `--export`: variables where they are defined, groups with theirs, instead of all merged into each host. */
  readonly export: boolean
  /** They win over those of the inventory where these are merged. */
  readonly extraVars?: Vars
}

/** What the engine or the loader sets, not the operator: ansible-inventory leaves these out (cli/inventory.py). */
const INTERNAL: ReadonlySet<string> = new Set([
  'ansible_diff_mode',
  'ansible_config_file',
  'ansible_facts',
  'ansible_forks',
  'ansible_inventory_sources',
  'ansible_limit',
  'ansible_playbook_python',
  'ansible_run_tags',
  'ansible_skip_tags',
  'ansible_verbosity',
  'ansible_version',
  'group_names',
  'groups',
  'inventory_dir',
  'inventory_file',
  'inventory_hostname',
  'inventory_hostname_short',
  'omit',
  'playbook_dir',
])

/** The value of `ansible-inventory --list`: groups by name, and `_meta.hostvars`. */
export function listInventory(inventory: Inventory, options: ShowOptions): Readonly<Record<string, unknown>> {
  const list: [string, unknown][] = []
  const seen = new Set<GroupName>()
  const visit = (name: GroupName): void => {
    const group = inventory.groups.get(name)
    if (group === undefined || seen.has(name)) return
    seen.add(name)
    const body = withoutEmpty({
      children: group.children,
      hosts: name === 'all' ? [] : shownHosts(group, options),
      vars: options.export ? groupVars(group) : {},
    })
    if (Object.keys(body).length > 0) list.push([name, body])
    for (const child of group.children) visit(child)
  }
  visit('all')
  const vars = [...inventory.hosts.keys()]
    .filter((host) => options.only?.has(host) !== false)
    .map((host) => [host, varsOfHost(inventory, host, options)] as const)
    .filter(([, value]) => Object.keys(value).length > 0)
  return Object.fromEntries([...list, ['_meta', { hostvars: Object.fromEntries(vars) }]])
}

/** The value of `--list --yaml`: nested groups, each host with its variables where it is first named. */
export function nestInventory(inventory: Inventory, options: ShowOptions): Readonly<Record<string, unknown>> {
  const seen = new Set<HostName>()
  const nest = (name: GroupName): readonly [string, unknown][] => {
    const group = inventory.groups.get(name)
    if (group === undefined) return []
    const children = Object.fromEntries(group.children.flatMap(nest))
    const hosts = (name === 'all' ? [] : shownHosts(group, options)).map((host) => {
      const vars = seen.has(host) ? {} : varsOfHost(inventory, host, options)
      seen.add(host)
      return [host, vars] as const
    })
    const vars = options.export ? groupVars(group) : {}
    return [[name, withoutEmpty({ children, hosts: Object.fromEntries(hosts), vars })]]
  }
  return Object.fromEntries(nest('all'))
}

/** The value of `--list --toml`: a table a group, with the names of its children. */
export function tableInventory(inventory: Inventory, options: ShowOptions): Readonly<Record<string, unknown>> {
  const tables: Record<string, unknown> = {}
  const seen = new Set<HostName>()
  const hasUngrouped = (inventory.groups.get('ungrouped')?.hosts.length ?? 0) > 0
  const visit = (name: GroupName): void => {
    const group = inventory.groups.get(name)
    if (group === undefined) return
    tables[name] = {}
    const named = group.children.filter((child) => child !== 'ungrouped' || hasUngrouped)
    named.forEach(visit)
    const hosts = (name === 'all' ? [] : shownHosts(group, options)).map((host) => {
      const vars = seen.has(host) ? {} : varsOfHost(inventory, host, options)
      seen.add(host)
      return [host, vars] as const
    })
    const table = withoutEmpty({
      children: name === 'all' ? [] : named,
      hosts: Object.fromEntries(hosts),
      vars: options.export ? groupVars(group) : {},
    })
    if (Object.keys(table).length > 0) tables[name] = table
    else Reflect.deleteProperty(tables, name)
  }
  visit('all')
  return tables
}

/** The text of `--graph`; undefined where there is no such group. */
export function graphInventory(
  inventory: Inventory,
  group: GroupName,
  options: ShowOptions & { readonly vars: boolean },
): string | undefined {
  if (!inventory.groups.has(group)) return undefined
  const lines: string[] = []
  const showVars = (vars: Vars, depth: number): void => {
    if (!options.vars) return
    for (const name of Object.keys(vars).sort()) {
      const value = withOpaque(vars[name], openedWherePossible)
      lines.push(branch(`{${name} = ${pythonText(value)}}`, depth))
    }
  }
  const draw = (name: GroupName, depth: number): void => {
    const drawn = inventory.groups.get(name)
    if (drawn === undefined) return
    lines.push(branch(`@${name}:`, depth))
    for (const child of drawn.children) draw(child, depth + 1)
    for (const host of name === 'all' ? [] : shownHosts(drawn, options)) {
      lines.push(branch(host, depth + 1))
      showVars(options.vars ? varsOfHost(inventory, host, options) : {}, depth + 2)
    }
    showVars(groupVars(drawn), depth + 1)
  }
  draw(group, 0)
  return lines.join('\n')
}

/** The value of `--host`. */
export function varsOfHost(inventory: Inventory, host: HostName, options: ShowOptions): Vars {
  const own = options.export ? inventory.hosts.get(host)?.vars : undefined
  const vars = own ?? { ...hostVars(inventory, host), ...options.extraVars }
  return Object.fromEntries(Object.entries(vars).filter(([name]) => !INTERNAL.has(name)))
}

function groupVars(group: InventoryGroup): Vars {
  return group.priority === 1 ? { ...group.vars } : { ...group.vars, ansible_group_priority: group.priority }
}

function shownHosts(group: InventoryGroup, { only }: ShowOptions): readonly HostName[] {
  return only === undefined ? group.hosts : group.hosts.filter((host) => only.has(host))
}

function withoutEmpty(body: Readonly<Record<string, object>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => Object.keys(value).length > 0))
}

function branch(text: string, depth: number): string {
  return depth === 0 ? text : `${'  |'.repeat(depth)}--${text}`
}
