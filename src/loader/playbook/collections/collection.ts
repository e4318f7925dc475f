import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Place } from '../place.ts'
import type { Reading } from '../reading.ts'

/** `namespace.collection` and what of it is meant: `my.tools.web`. */
export interface CollectionName {
  readonly collection: string
  readonly rest: string
}

/** Undefined for a name that is none of a collection's, or of ansible-core's own. */
export function collectionName(name: string): CollectionName | undefined {
  const [, collection = '', rest = ''] = /^(\w+\.\w+)\.(\w+(?:\.\w+)*)$/.exec(name) ?? []
  return rest === '' || collection === 'ansible.builtin' || collection === 'ansible.legacy'
    ? undefined
    : { collection, rest }
}

/** Where the collection is installed: beside the playbook, else on the collections path (ansible-core's COLLECTIONS_PATHS). */
export function collectionFolder(
  { place, checks }: Pick<Reading, 'place' | 'checks'>,
  collection: string,
): string | undefined {
  const folders = searchedFolders({ place, checks }).map((each) =>
    join(each, 'ansible_collections', ...collection.split('.')),
  )
  return folders.find((folder) => isFolder(folder))
}

/** Folders that may hold an `ansible_collections/`, in the order in which they are searched. */
export function searchedFolders({ place, checks }: Pick<Reading, 'place' | 'checks'>): readonly string[] {
  return [join(place.playbookFolder, 'collections'), ...(checks.collectionsPath ?? defaultPath())]
}

/** For a playbook of a collection that is its own, and searched first. */
export function startingIn(playbook: string): Pick<Place, 'collections' | 'ownCollection'> {
  const [, namespace, collection] = /\/ansible_collections\/(\w+)\/(\w+)\/playbooks\//.exec(playbook) ?? []
  const own = collection === undefined ? undefined : `${namespace}.${collection}`
  return { collections: own === undefined ? [] : [own], ownCollection: own }
}

/** Of a role that is in a collection: how it is called from elsewhere. */
export function nameInCollection(rolePath: string): string | undefined {
  const [, namespace, collection, role] = /\/ansible_collections\/(\w+)\/(\w+)\/roles\/([^/]+)$/.exec(rolePath) ?? []
  return role === undefined ? undefined : `${namespace}.${collection}.${role}`
}

/** `collections/` beside each playbook of the run, then the collections path. */
export function collectionsFolders(playbooks: readonly string[], path?: readonly string[]): readonly string[] {
  const beside = playbooks.map((playbook) => join(dirname(playbook), 'collections'))
  return [...new Set([...beside, ...(path ?? defaultPath())])]
}

function defaultPath(): readonly string[] {
  return [join(homedir(), '.ansible/collections'), '/usr/share/ansible/collections']
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
