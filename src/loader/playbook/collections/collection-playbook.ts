import { join } from 'node:path'
import { firstFile } from '../read-yaml-file.ts'
import { collectionName, isFolder } from './collection.ts'

/** The file of a playbook that is named `namespace.collection.name`, in the first of these folders that has its collection. */
export function collectionPlaybook(name: string, collectionsFolders: readonly string[]): string | undefined {
  const named = collectionName(name)
  if (named === undefined) return undefined
  const inside = join('ansible_collections', ...named.collection.split('.'))
  const folder = collectionsFolders.map((each) => join(each, inside)).find((each) => isFolder(each))
  if (folder === undefined) return undefined
  const base = join(folder, 'playbooks', ...named.rest.split('.'))
  return firstFile([`${base}.yml`, `${base}.yaml`])
}
