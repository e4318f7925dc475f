import type { SourcePosition } from '../../base/source-position.ts'
import type { GroupName } from '../../model/inventory.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import { describeNode, toNative, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { inventoryProblem } from './errors.ts'
import { expandHosts } from './host-range.ts'
import type { InventoryBuilder, SourceOrigin } from './inventory-builder.ts'

const SECTIONS = ['hosts', 'vars', 'children'] as const

/**
 * Adds what a YAML inventory says (Ansible: plugins/inventory/yaml.py): groups by name, each with `hosts`, `vars` and
 * `children`. An unknown key is an error with the nearest known one, where Ansible passes over it with a warning.
 */
export function parseYamlInventory(root: YamlMap, origin: SourceOrigin, builder: InventoryBuilder): void {
  const context = { origin, builder }
  for (const entry of root.entries) addGroup(entry, context)
}

interface Context {
  readonly origin: SourceOrigin
  readonly builder: InventoryBuilder
}

/** The name of the group, or undefined where it could not be added. */
function addGroup(entry: YamlEntry, context: Context): GroupName | undefined {
  if (!isName(entry, 'group', context)) return undefined
  const sections = mapOf(entry.value)
  if (sections === undefined) {
    const hint = 'A group holds hosts:, vars: and children:'
    const message = `the group '${entry.key}' is ${describeNode(entry.value)}, not a map`
    tell(
      context,
      { message, at: entry.value.at, hint },
      `Skipping '${entry.key}' as this is not a valid group definition`,
    )
    return context.builder.rules.lenient ? entry.key : undefined
  }
  const group = context.builder.addGroup(entry.key)
  for (const section of sections.entries) addSection(group, section, context)
  return group
}

function addSection(group: GroupName, section: YamlEntry, context: Context): void {
  if (!SECTIONS.some((known) => known === section.key)) {
    const message = `the group '${group}' has an unknown key '${section.key}'${didYouMean(section.key, SECTIONS)}`
    const hint = "Only hosts, vars and children may be there. Groups go under 'children:'"
    const why = mapOf(section.value) === undefined ? NOT_A_MAP(section.key, group) : UNEXPECTED(section.key, group)
    tell(context, { message, at: section.keyAt, hint }, why)
    return
  }
  const body = mapOf(section.value, section.key !== 'vars')
  if (body === undefined) {
    const message = `'${section.key}' of the group '${group}' is ${describeNode(section.value)}, not a map`
    const hint = section.key === 'vars' ? "Write 'name: value'" : "Write 'name:' with a colon, without a dash"
    refuse(context, message, section.value.at, hint)
    return
  }
  for (const entry of body.entries) {
    if (section.key === 'vars') context.builder.setVariable(group, entry.key, toNative(entry.value), entry.value.at)
    else if (section.key === 'hosts') addHosts(group, entry, context)
    else {
      const child = addGroup(entry, context)
      if (child === undefined) continue
      if (context.builder.groups.has(child)) context.builder.addChild(group, child, entry.keyAt)
      else refuse(context, `${child} is not a known host nor group`, entry.keyAt, 'A group is a map')
    }
  }
}

function addHosts(group: GroupName, entry: YamlEntry, context: Context): void {
  if (!isName(entry, 'host', context)) return
  const vars = mapOf(entry.value)
  if (vars === undefined) {
    refuse(
      context,
      `the host '${entry.key}' is ${describeNode(entry.value)}, not a map of variables`,
      entry.value.at,
      "Write 'name: value' below it",
    )
    return
  }
  const expanded = expandHosts(entry.key, context.builder.rules)
  if (!expanded.ok) {
    refuse(context, expanded.error, entry.keyAt, 'A range is [01:20], [a:f] or [0:20:5]')
    return
  }
  for (const name of expanded.value.names) {
    context.builder.addHost(name, group, expanded.value.port, context.origin)
    for (const { key, value } of vars.entries) context.builder.setVariable(name, key, toNative(value), value.at)
  }
}

function isName(entry: YamlEntry, what: 'group' | 'host', context: Context): boolean {
  if (typeof entry.keyValue === 'string' && entry.key !== '') return true
  const message =
    entry.key === ''
      ? `the name of a ${what} is empty`
      : `${what === 'host' ? 'Host pattern' : 'Group name'} ${String(entry.keyValue)} must be a string`
  refuse(context, message, entry.keyAt, 'Enclose integers/floats in quotation marks')
  return false
}

/** An empty value is an empty map; a bare name is a map of that one name, where `fromName` allows it. */
function mapOf(node: YamlNode, fromName = false): YamlMap | undefined {
  if (node.kind === 'map') return node
  if (node.kind !== 'scalar') return undefined
  if (node.value === null) return { kind: 'map', entries: [], at: node.at }
  if (!fromName || typeof node.value !== 'string') return undefined
  const nothing = { ...node, value: null, source: '' }
  return {
    kind: 'map',
    entries: [{ key: node.value, keyValue: node.value, keyAt: node.at, value: nothing }],
    at: node.at,
  }
}

interface Told {
  readonly message: string
  readonly at: SourcePosition
  readonly hint: string
}

/** Ansible passes over it with a warning, in its words; otherwise it is a problem. */
function tell(context: Context, { message, at, hint }: Told, warning: string): void {
  if (context.builder.rules.lenient) context.builder.warnings.push(warning)
  else refuse(context, message, at, hint)
}

const NOT_A_MAP = (key: string, group: GroupName) => `Skipping key (${key}) in group (${group}) as it is not a mapping`
const UNEXPECTED = (key: string, group: GroupName) =>
  `Skipping unexpected key (${key}) in group (${group}), only "vars", "children" and "hosts" are valid`

function refuse(context: Context, message: string, at: SourcePosition, hint: string): void {
  context.builder.refuse(inventoryProblem(message, at, hint))
}
