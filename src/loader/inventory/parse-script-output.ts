import type { GroupName, HostName } from '../../model/inventory.ts'
import { inventoryProblem } from './errors.ts'
import type { InventoryBuilder, SourceOrigin } from './inventory-builder.ts'

export interface ScriptHosts {
  /** In the order in which they are named. */
  readonly hosts: readonly HostName[]
  /** `_meta.hostvars`, whatever it is; undefined where there is none. */
  readonly hostVars: unknown
}

/**
 * Adds the groups of `--list` (Ansible: plugins/inventory/script.py): a map of `hosts`, `vars` and `children`, or a list of
 * hosts, or variables of a host that is called like the group.
 */
export function addScriptGroups(
  list: Readonly<Record<string, unknown>>,
  shown: string,
  origin: SourceOrigin,
  builder: InventoryBuilder,
): ScriptHosts {
  const context = { shown, origin, builder, hosts: new Set<HostName>() }
  for (const [group, data] of Object.entries(list)) if (group !== '_meta') addGroup(group, data, context)
  const meta = list['_meta']
  return { hosts: [...context.hosts], hostVars: isObject(meta) ? meta['hostvars'] : undefined }
}

interface Context {
  readonly shown: string
  readonly origin: SourceOrigin
  readonly builder: InventoryBuilder
  readonly hosts: Set<HostName>
}

function addGroup(given: GroupName, data: unknown, context: Context): void {
  const { builder, shown } = context
  const group = builder.addGroup(given)
  const { hosts, vars, children } = sectionsOf(group, data)
  const at = { file: shown, line: 1, column: 1 }
  if (hosts !== undefined) addHosts(group, hosts, context)
  if (vars !== undefined && !isObject(vars)) {
    const message = `You defined a group '${group}' with bad data for variables: ${JSON.stringify(data)}`
    builder.refuse(inventoryProblem(message, at, 'vars is a map of names and values'))
  } else for (const [name, value] of Object.entries(vars ?? {})) builder.setVariable(group, name, value, at)
  for (const child of listOf(children)) builder.addChild(group, builder.addGroup(String(child)), at)
}

function sectionsOf(group: GroupName, data: unknown): Readonly<Record<'hosts' | 'vars' | 'children', unknown>> {
  const nothing = { hosts: undefined, vars: undefined, children: undefined }
  if (!isObject(data)) return { ...nothing, hosts: data }
  const isSections = ['hosts', 'vars', 'children'].some((key) => Object.hasOwn(data, key))
  if (!isSections) return { ...nothing, hosts: [group], vars: data }
  return { hosts: data['hosts'], vars: data['vars'], children: data['children'] }
}

function addHosts(group: GroupName, hosts: unknown, { builder, shown, origin, hosts: all }: Context): void {
  const at = { file: shown, line: 1, column: 1 }
  if (!Array.isArray(hosts)) {
    const message = `You defined a group '${group}' with bad data for the host list: ${JSON.stringify(hosts)}`
    builder.refuse(inventoryProblem(message, at, 'hosts is a list of names'))
    return
  }
  for (const host of hosts as readonly unknown[]) {
    if (typeof host !== 'string' || host === '') {
      const message = `Invalid host name supplied, expected a string but got ${JSON.stringify(host)}`
      builder.refuse(inventoryProblem(message, at, `Print the hosts of '${group}' as text`))
      continue
    }
    builder.addHost(host, group, undefined, origin)
    all.add(host)
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
