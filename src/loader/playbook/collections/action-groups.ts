import { entryOf, type YamlNode } from '../../yaml/yaml-node.ts'
import { textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'
import { collectionName } from './collection.ts'
import { routedModule, runtimeMeta } from './routing.ts'

/**
 * The modules of a group of a collection (`action_groups` of its `meta/runtime.yml`), those of groups that it extends among
 * them. Undefined where there is no such group.
 */
export function membersOfGroup(
  reading: Reading,
  group: string,
  seen: readonly string[] = [],
): readonly string[] | undefined {
  const named = collectionName(group)
  const groups = named && runtimeMeta(reading, named.collection)
  const all = groups && entryOf(groups, 'action_groups')?.value
  const listed = named && all?.kind === 'map' ? entryOf(all, named.rest)?.value : undefined
  if (named === undefined || listed?.kind !== 'list') return undefined
  if (seen.includes(group)) return []
  const whole = (name: string) => (collectionName(name) === undefined ? `${named.collection}.${name}` : name)
  const members = listed.items.flatMap((item) => {
    const name = textOf(item)
    if (name !== undefined) return [whole(name), routedModule(reading, whole(name))]
    return extended(item).flatMap((other) => membersOfGroup(reading, whole(other), [...seen, group]) ?? [])
  })
  return [...new Set(members)]
}

/** `metadata: {extend_group: [...]}` */
function extended(item: YamlNode): readonly string[] {
  const metadata = item.kind === 'map' ? entryOf(item, 'metadata')?.value : undefined
  const groups = metadata?.kind === 'map' ? entryOf(metadata, 'extend_group')?.value : undefined
  if (groups === undefined) return []
  return (groups.kind === 'list' ? groups.items : [groups]).map(textOf).filter((name) => name !== undefined)
}
