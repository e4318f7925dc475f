import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { LongshoreError } from '../../../base/longshore-error.ts'
import type { SourcePosition } from '../../../base/source-position.ts'
import { collectionFolder, collectionName, isFolder, nameInCollection } from '../collections/collection.ts'
import { searchedFirst, shownCollections } from '../collections/search-list.ts'
import type { Reading } from '../reading.ts'
import { shownName } from '../shown-name.ts'

export interface FoundRole {
  readonly name: string
  /** Absolute. */
  readonly path: string
}

/** ansible-core's DEFAULT_ROLES_PATH. */
function defaultRolesPath(): readonly string[] {
  return [join(homedir(), '.ansible/roles'), '/usr/share/ansible/roles', '/etc/ansible/roles']
}

/**
 * Ansible's order: `roles/` beside the playbook, the roles path, beside the role that asks, beside the playbook, and last
 * as a path from the working directory, of which the last part is the name.
 */
export function findRole(reading: Reading, name: string, at: SourcePosition): FoundRole | undefined {
  const { playbookFolder, role } = reading.place
  const inCollection = roleOfCollection(reading, name)
  if (inCollection !== undefined) return inCollection
  const folders = [
    join(playbookFolder, 'roles'),
    ...(reading.checks.rolesPath ?? defaultRolesPath()),
    ...(role === undefined || nameInCollection(role.path) !== undefined ? [] : [dirname(role.path)]),
    playbookFolder,
  ]
  const candidates = isAbsolute(name) ? [name] : folders.map((folder) => resolve(folder, name))
  const path = candidates.find((candidate) => isFolder(candidate))
  if (path !== undefined) return { name: nameInCollection(path) ?? name, path }
  const here = resolve(name)
  if (isFolder(here)) return { name: basename(here), path: here }
  const all = [...shownCollections(reading), ...new Set(folders)]
  const looked = isAbsolute(name) ? name : all.map((each) => (isAbsolute(each) ? shownName(each) : each)).join(':')
  const hint =
    collectionName(name) === undefined
      ? "A role is a folder with this name, as in 'roles/NAME'"
      : 'A role of a collection is looked for in collections/ beside the playbook, and on the collections path'
  reading.problems.push(
    new LongshoreError('FILE_UNREADABLE', `the role '${name}' was not found in ${looked}`, {
      at,
      hint,
      ansible: { message: `the role '${name}' was not found in ${all.join(':')}`, at },
    }),
  )
  return undefined
}

function roleOfCollection(reading: Reading, name: string): FoundRole | undefined {
  const named = collectionName(name)
  const searched =
    named === undefined ? searchedFirst(reading).map((collection) => ({ collection, rest: name })) : [named]
  for (const { collection, rest } of searched) {
    const folder = collectionFolder(reading, collection)
    const path = folder && join(folder, 'roles', ...rest.split('.'))
    if (path !== undefined && isFolder(path)) return { name: `${collection}.${rest}`, path }
  }
  return undefined
}
