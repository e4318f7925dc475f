import { didYouMean } from '../../base/nearest-name.ts'
import { describeNode, toNative, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { inventoryProblem } from './errors.ts'
import type { InventoryBuilder } from './inventory-builder.ts'

/** What a `plugin: constructed` file asks for (Ansible: plugins/doc_fragments/constructed.py). */
export interface ConstructedOptions {
  /** A computation that fails is an error; otherwise the host goes without. */
  readonly strict: boolean
  readonly compose: readonly YamlEntry[]
  readonly groups: readonly YamlEntry[]
  readonly keyedGroups: readonly YamlNode[]
  readonly leadingSeparator: boolean
  readonly usesVarsPlugins: boolean
  readonly usesExtraVars: boolean
}

const KEYS = [
  ...['plugin', 'strict', 'compose', 'groups', 'keyed_groups', 'leading_separator'],
  ...['use_vars_plugins', 'use_extra_vars', 'cache'],
]

/** Undefined where a value is of the wrong kind. */
export function constructedOptions(root: YamlMap, builder: InventoryBuilder): ConstructedOptions | undefined {
  const before = builder.problems.length
  const entry = (key: string) => root.entries.find((one) => one.key === key)?.value
  const kind = <K extends 'map' | 'list'>(key: string, wanted: K): Extract<YamlNode, { kind: K }> | undefined => {
    const node = entry(key)
    if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined
    if (node.kind === wanted) return node as Extract<YamlNode, { kind: K }>
    const word = wanted === 'map' ? 'dictionary' : 'list'
    const message = `Invalid type for ${key}: it must be a ${word}, and is ${describeNode(node)}`
    builder.refuse(inventoryProblem(message, node.at, `Write ${key}: with a ${word} below it`))
    return undefined
  }
  const flag = (key: string, otherwise: boolean) => booleanOf(entry(key), key, otherwise, builder)
  if (!builder.rules.lenient) for (const one of root.entries) refuseUnknown(one, builder)
  const options = {
    strict: flag('strict', false),
    compose: kind('compose', 'map')?.entries ?? [],
    groups: kind('groups', 'map')?.entries ?? [],
    keyedGroups: kind('keyed_groups', 'list')?.items ?? [],
    leadingSeparator: flag('leading_separator', true),
    usesVarsPlugins: flag('use_vars_plugins', false),
    usesExtraVars: flag('use_extra_vars', false),
  }
  return builder.problems.length === before ? options : undefined
}

const WORDS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['true', 'yes', 'on', '1', 'y', 't'].map((word) => [word, true])),
  ...Object.fromEntries(['false', 'no', 'off', '0', 'n', 'f'].map((word) => [word, false])),
}

function booleanOf(node: YamlNode | undefined, key: string, otherwise: boolean, builder: InventoryBuilder): boolean {
  if (node === undefined) return otherwise
  const value = WORDS[String(node.kind === 'scalar' ? node.value : '').toLowerCase()]
  if (value !== undefined || builder.rules.lenient) return value ?? false
  builder.refuse(inventoryProblem(`'${key}' is ${JSON.stringify(toNative(node))}`, node.at, 'Write true or false'))
  return otherwise
}

function refuseUnknown({ key, keyAt }: YamlEntry, builder: InventoryBuilder): void {
  if (KEYS.includes(key)) return
  const message = `the plugin constructed has no option '${key}'${didYouMean(key, KEYS)}`
  builder.refuse(inventoryProblem(message, keyAt, `It has ${KEYS.slice(1).join(', ')}`))
}
