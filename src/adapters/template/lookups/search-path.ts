import { existsSync } from 'node:fs'
import { isAbsolute, join, normalize, resolve } from 'node:path'
import { LookupError, type LookupCall } from './lookup.ts'

type Searching = Pick<LookupCall, 'scope' | 'host'>

/**
 * Where a relative path may lie, in the order in which Ansible looks: for the role and then the playbook its folder of
 * that kind (`files`, `templates`), then the folder itself. `ansible_search_path` replaces both where it is set.
 */
export function candidatePaths(call: Searching, path: string, kinds: readonly string[]): readonly string[] {
  const expanded = path.startsWith('~/') ? join(call.host.home, path.slice(2)) : path
  if (isAbsolute(expanded)) return [normalize(expanded)]
  return searchFolders(call).flatMap((folder) => [
    ...kinds.map((kind) => resolve(folder, kind, expanded)),
    resolve(folder, expanded),
  ])
}

export function findFile(call: Searching, path: string, kinds: readonly string[]): string | undefined {
  return candidatePaths(call, path, kinds).find((candidate) => existsSync(candidate))
}

/** The folder that relative paths of commands start from. */
export function baseFolder(call: Searching): string {
  return variable(call, 'playbook_dir') ?? call.host.cwd
}

export function searchFolders(call: Searching): readonly string[] {
  const given = call.scope.get('ansible_search_path')
  if (given.ok && Array.isArray(given.value)) return given.value.filter((item) => typeof item === 'string')
  const role = variable(call, 'role_path')
  return [...(role === undefined ? [] : [role]), baseFolder(call)]
}

function variable(call: Searching, name: string): string | undefined {
  const value = call.scope.get(name)
  return value.ok && typeof value.value === 'string' ? resolve(call.host.cwd, value.value) : undefined
}

/** What a lookup says of a file that is not there, and the class of Python's error. */
interface Missing {
  readonly message: string
  readonly pythonClass?: string
}

/** The text of a file that has to exist. */
export function readFound(call: Searching, path: string, kinds: readonly string[], missing?: Missing) {
  const found = findFile(call, path, kinds)
  if (found === undefined) {
    const { message, ...details } = missing ?? { message: `could not locate file in lookup: ${path}` }
    const hint = `There is none of ${candidatePaths(call, path, kinds).join(', ')}`
    throw new LookupError(message, { ...details, hint })
  }
  try {
    return { path: found, text: call.host.readText(found) }
  } catch (error) {
    throw new LookupError(`could not read ${found}: ${(error as Error).message}`)
  }
}
