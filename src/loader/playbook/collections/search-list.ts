import { entryOf, type YamlMap } from '../../yaml/yaml-node.ts'
import { isEmpty, textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'

/** Where they are searched, so are ansible-core's own and what is in `library/`. */
export const OWN_COLLECTIONS: ReadonlySet<string> = new Set(['ansible.builtin', 'ansible.legacy'])

/** The reading inside a play, a block or a task: where that has `collections`, short names are looked for in them. */
export function searching(reading: Reading, map: YamlMap): Reading {
  const written = listed(map)
  return written === undefined ? reading : reading.in({ collections: withDefault(reading, written) })
}

/** Undefined also where it is no list of names, which `readKeywords` tells. */
function listed(map: YamlMap): readonly string[] | undefined {
  const value = entryOf(map, 'collections')?.value
  if (value === undefined || isEmpty(value)) return undefined
  const names = (value.kind === 'list' ? value.items : [value]).map(textOf)
  return names.filter((name) => name !== undefined)
}

/** A role searches its own collection and those of its meta file, and none of the play's. */
export function collectionsOfRole(
  reading: Reading,
  roleName: string,
  ...lists: readonly (readonly string[])[]
): readonly string[] {
  const [, own] = /^(\w+\.\w+)\.\w+(?:\.\w+)*$/.exec(roleName) ?? []
  const all = own === undefined ? withDefault(reading, lists.flat()) : [own, ...lists.flat()]
  return [...new Set(all)]
}

/** A playbook of a collection searches that first. */
function withDefault({ place }: Reading, names: readonly string[]): readonly string[] {
  const first = place.ownCollection
  return first === undefined || names.includes(first) ? names : [first, ...names]
}

/** What comes before ansible-core's own. */
export function searchedFirst({ place: { collections } }: Reading): readonly string[] {
  const own = collections.findIndex((name) => OWN_COLLECTIONS.has(name))
  return own < 0 ? collections : collections.slice(0, own)
}

/** All that are searched, as ansible-core names them where a role is not found. */
export function shownCollections(reading: Reading): readonly string[] {
  const { collections, role } = reading.place
  if (collections.length === 0 || searchedFirst(reading).length < collections.length) return collections
  return [...collections, role !== undefined && /^\w+\.\w+\.\w/.test(role.name) ? 'ansible.builtin' : 'ansible.legacy']
}
