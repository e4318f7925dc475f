import { readdir, readlink, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ControllerEntry } from '../../model/controller-files.ts'

/** Everything below a folder by its path from there, in order. Symlinks to nothing are told as such. */
export async function entriesBelow(root: string, follow: boolean): Promise<readonly ControllerEntry[]> {
  const found = await below({ root, follow }, '', [await realpath(root)])
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

interface Walk {
  readonly root: string
  readonly follow: boolean
}

async function below(walk: Walk, folder: string, above: readonly string[]): Promise<readonly ControllerEntry[]> {
  const entries = await readdir(join(walk.root, folder), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly ControllerEntry[]> => {
      const path = join(folder, entry.name)
      const full = join(walk.root, path)
      const info = await stat(full).catch(() => undefined)
      if (info === undefined || (entry.isSymbolicLink() && !walk.follow)) {
        return [{ path, kind: 'link', mode: 0o777, target: await readlink(full) }]
      }
      const mode = info.mode & 0o7777
      if (!info.isDirectory()) return [{ path, kind: 'file', mode }]
      const real = await realpath(full)
      const inside = above.includes(real) ? [] : await below(walk, path, [...above, real])
      return [{ path, kind: 'directory', mode }, ...inside]
    }),
  )
  return found.flat()
}
