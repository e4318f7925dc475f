import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/** A folder with every program of this machine but those that are left out. */
export function pathWithout(root: string, ...names: readonly string[]): string {
  const folder = mkdtempSync(join(root, 'bin-'))
  for (const from of ['/usr/bin', '/bin']) {
    for (const name of readdirSync(from)) {
      if (names.includes(name)) continue
      try {
        symlinkSync(join(from, name), join(folder, name))
      } catch {
        continue
      }
    }
  }
  return folder
}
