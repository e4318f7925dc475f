import { hostOf } from './host-folder.ts'

/** Files below a host's folder: path to the id of the bytes. */
export type HostTree = ReadonlyMap<string, string>

export const NO_FILES: HostTree = new Map()

/** By folder, from `git ls-tree -r -z`. Files beside the folders are not Longshore's, and stay as they are. */
export function readTree(listing: Buffer): ReadonlyMap<string, HostTree> {
  const folders = new Map<string, Map<string, string>>()
  for (const line of listing.toString('utf8').split('\0')) {
    const [, id = '', folder = '', path = ''] = /^\d+ blob ([0-9a-f]+)\t([^/]+)\/(.+)$/s.exec(line) ?? []
    if (path === '') continue
    const files = folders.get(folder) ?? new Map<string, string>()
    files.set(path, id)
    folders.set(folder, files)
  }
  return folders
}

export function hostsIn(folders: ReadonlyMap<string, HostTree>): string[] {
  return [...folders].flatMap(([folder, files]) => (files.has('manifest.json') ? [hostOf(folder)] : [])).sort()
}
