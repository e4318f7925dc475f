import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { fileUnreadable } from '../../loader/errors.ts'
import { registryKindOf } from './lint-kind.ts'

/** Files as they are named, and of folders the files with a known name, sorted; links to folders are not followed. */
export async function collectFiles(paths: readonly string[]): Promise<Result<readonly string[], LongshoreError>> {
  const found: string[] = []
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) found.push(...(await filesBelow(path)))
      else found.push(path)
    } catch (cause) {
      return err(fileUnreadable(path, cause))
    }
  }
  return ok(found)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => !entry.isDirectory() && isKnown(entry.name, entry.parentPath))
  return files.map((entry) => join(entry.parentPath, entry.name)).sort()
}

function isKnown(name: string, folder: string): boolean {
  return registryKindOf(name, folder.replace(/^.*[\\/]/, '')) !== undefined
}
