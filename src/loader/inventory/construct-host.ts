import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { HostName } from '../../model/inventory.ts'
import type { Vars } from '../../model/vars.ts'
import type { Templater } from '../../ports/templater.ts'
import { toNative, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts'
import type { ConstructedOptions } from './constructed-options.ts'
import { safeGroupName } from './group-name.ts'
import type { InventoryBuilder } from './inventory-builder.ts'
import { isFalsy, keyedGroup, keyedNames } from './keyed-group.ts'
import { compute, varsScope } from './vars-scope.ts'

export interface Constructing {
  readonly options: ConstructedOptions
  readonly builder: InventoryBuilder
  readonly templater: Templater
  readonly extraVars: Vars
}

/** Sets the computed variables of one host, and puts it into the computed groups. The first problem ends it. */
export function constructHost(
  host: HostName,
  vars: Vars,
  constructing: Constructing,
): Result<undefined, LongshoreError> {
  const composed: Record<string, unknown> = {}
  for (const entry of constructing.options.compose) {
    const value = composedValue(host, entry, vars, constructing)
    if (!value.ok) return value
    if (value.value !== undefined) composed[entry.key] = value.value
  }
  const now = { ...vars, ...composed }
  for (const [name, value] of Object.entries(composed)) {
    constructing.builder.setVariable(host, name, value, { file: '', line: 1, column: 1 })
  }
  for (const entry of constructing.options.groups) {
    const joined = joinConditional(host, entry, now, constructing)
    if (!joined.ok) return joined
  }
  for (const node of constructing.options.keyedGroups) {
    const joined = joinKeyed(host, node, now, constructing)
    if (!joined.ok) return joined
  }
  return ok(undefined)
}

function composedValue(host: HostName, entry: YamlEntry, vars: Vars, constructing: Constructing) {
  const value = computed(textOf(entry.value), vars, constructing)
  if (value.ok || !constructing.options.strict) return value.ok ? value : ok(undefined)
  return err(failed(`Could not set ${entry.key} for host ${host}`, value.error, entry.value))
}

function joinConditional(
  host: HostName,
  entry: YamlEntry,
  vars: Vars,
  { options, builder, templater }: Constructing,
): Result<undefined, LongshoreError> {
  const text = textOf(entry.value)
  const holds = templater.render(`{% if ${text} %}in{% else %}out{% endif %}`, varsScope(vars, templater))
  const group = safe(entry.key)
  if (!holds.ok) {
    if (!options.strict) return ok(undefined)
    return err(failed(`Could not add host ${host} to group ${group}`, holds.error, entry.value))
  }
  if (holds.value === 'in') builder.groups.get(builder.addGroup(group))?.hosts.add(host)
  return ok(undefined)
}

function joinKeyed(
  host: HostName,
  node: YamlNode,
  vars: Vars,
  constructing: Constructing,
): Result<undefined, LongshoreError> {
  const { options, builder, templater } = constructing
  const keyed = keyedGroup(node)
  if (!keyed.ok) return keyed
  const { key, parentGroup } = keyed.value
  const value = computed(key, vars, constructing)
  if (!value.ok) {
    if (!options.strict) return ok(undefined)
    return err(failed(`Could not generate group for host ${host} from ${key} entry`, value.error, node))
  }
  const names = keyedNames(value.value, keyed.value, options.leadingSeparator)
  if (!names.ok) return err(told(`Invalid group name format, ${names.error}`, node))
  if (names.value === undefined) {
    const isList = typeof value.value === 'object' && value.value !== null && isFalsy(value.value)
    if (!options.strict || isList) return ok(undefined)
    return err(told(`No key or key resulted empty for ${key} in host ${host}, invalid entry`, node))
  }
  const parent = parentGroup === undefined ? ok(undefined) : templater.render(parentGroup, varsScope(vars, templater))
  if (!parent.ok && !options.strict) return ok(undefined)
  if (!parent.ok)
    return err(failed(`Could not generate parent group ${parentGroup} for host ${host}`, parent.error, node))
  for (const name of names.value) {
    const group = builder.addGroup(safe(name))
    builder.groups.get(group)?.hosts.add(host)
    if (parent.value === undefined) continue
    builder.addChild(builder.addGroup(safe(textOfValue(parent.value))), group, node.at)
  }
  return ok(undefined)
}

function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Computed names are made safe whatever the setting says of others (Ansible: plugins/inventory/__init__.py). */
function safe(name: string): string {
  return safeGroupName(name, 'silently').name
}

function computed(expression: string, vars: Vars, { options, templater, extraVars }: Constructing) {
  const known = options.usesExtraVars ? { ...vars, ...extraVars } : vars
  return compute(expression, varsScope(known, templater), templater)
}

function textOf(node: YamlNode): string {
  return node.kind === 'scalar'
    ? typeof node.value === 'string'
      ? node.value
      : node.source
    : JSON.stringify(toNative(node))
}

function failed(what: string, { message, hint }: LongshoreError, node: YamlNode): LongshoreError {
  return new LongshoreError('INVENTORY_INVALID', `${what}: ${message}`, {
    at: node.at,
    hint: hint ?? 'With strict: false the host goes without',
  })
}

function told(message: string, node: YamlNode): LongshoreError {
  const hint = 'A key gives text, a list of text, or a map: convert a number with | string'
  return new LongshoreError('INVENTORY_INVALID', message, { at: node.at, hint })
}
