import { join, resolve } from 'node:path'

/** A path of a settings file, seen from its folder; `~` is the home of who runs Longshore. */
export function absolutePath(path: string, folder: string, home: string): string {
  if (path === '~') return home
  return path.startsWith('~/') ? join(home, path.slice(2)) : resolve(folder, path)
}
