import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from './reading.ts'

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
export function collectionFolder({ place, checks }: Reading, collection: string): string | undefined {
  const places = [join(place.playbookFolder, 'collections'), ...(checks.collectionsPath ?? defaultPath())]
  const folders = places.map((folder) => join(folder, 'ansible_collections', ...collection.split('.')))
  return folders.find((folder) => isFolder(folder))
}

/** Of a role that is in a collection: how it is called from elsewhere. */
export function nameInCollection(rolePath: string): string | undefined {
  const [, namespace, collection, role] = /\/ansible_collections\/(\w+)\/(\w+)\/roles\/([^/]+)$/.exec(rolePath) ?? []
  return role === undefined ? undefined : `${namespace}.${collection}.${role}`
}

function defaultPath(): readonly string[] {
  return [join(homedir(), '.ansible/collections'), '/usr/share/ansible/collections']
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
