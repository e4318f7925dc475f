import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../yaml/yaml-node.ts'
import { entryOf } from '../../yaml/yaml-node.ts'
import { isTemplate } from '../fields.ts'
import { keyValueArgs } from '../key-value-args.ts'
import { withoutCollection } from '../keyword-levels.ts'

/**
 * The old `include` as what it means: an import where its file is known and there is no loop, else an include. Words of the
 * form name=value are `vars` (ansible-core 2.14, playbook/helpers.py). Another task stays as it is.
 */
export function withoutPlainInclude(task: YamlMap): YamlMap {
  const entry = task.entries.find(({ key }) => withoutCollection(key) === 'include')
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'string') return task
  const parts = keyValueArgs(entry.value.value.trim())
  if (parts === undefined) return task
  const isLoop = task.entries.some(({ key }) => key === 'loop' || key.startsWith('with_'))
  const key = isLoop || isTemplate(parts.rest) ? 'include_tasks' : 'import_tasks'
  const file = { ...entry, key, value: { ...entry.value, value: parts.rest } }
  const others = task.entries.filter((other) => other !== entry && other.key !== 'vars')
  return { ...task, entries: [...named(task, entry, key), file, ...others, ...varsOf(task, entry.value, parts.args)] }
}

/** Ansible shows an include that has no name by this one. */
function named(task: YamlMap, { key: name, keyAt }: YamlEntry, key: string): readonly YamlEntry[] {
  if (key !== 'include_tasks' || entryOf(task, 'name') !== undefined) return []
  return [{ key: 'name', keyValue: 'name', keyAt, value: textAt(name, keyAt) }]
}

function varsOf(task: YamlMap, { at }: YamlScalar, words: Readonly<Record<string, string>>): readonly YamlEntry[] {
  const written = entryOf(task, 'vars')
  const added = Object.entries(words).map(([key, value]) => ({
    key,
    keyValue: key,
    keyAt: at,
    value: textAt(value, at),
  }))
  if (added.length === 0) return written === undefined ? [] : [written]
  const own = written?.value.kind === 'map' ? written.value.entries : []
  return [{ key: 'vars', keyValue: 'vars', keyAt: at, value: { kind: 'map', entries: [...own, ...added], at } }]
}

function textAt(value: string, at: YamlScalar['at']): YamlNode {
  return { kind: 'scalar', value, source: value, style: 'plain', at }
}
