import { access, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve as resolvePath } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ControllerFiles } from '../../model/controller-files.ts'
import { entriesBelow } from './entries-below.ts'
import { fileNotFound, fileUnreadable } from './errors.ts'
import { keepFile } from './keep-file.ts'
import { keepParts, sumsOf } from './keep-parts.ts'

/** The controller's files as a playbook names them. */
export function controllerFiles(playbookPath: string): ControllerFiles {
  const base = dirname(playbookPath)
  return {
    resolve: (name, kind, folders = []) =>
      resolve(
        name,
        [...folders, base].flatMap((folder) => [join(folder, kind), folder]),
      ),
    read: (path) => readBytes(path),
    absolute: (name) => absolute(name, base),
    keep: keepFile,
    sums: sumsOf,
    keepParts,
    list: async (path, { links = false } = {}) => {
      try {
        return ok(await entriesBelow(path, !links))
      } catch (cause) {
        return err(fileUnreadable(path, cause))
      }
    },
  }
}

async function resolve(name: string, folders: readonly string[]): Promise<Result<string, LongshoreError>> {
  const path = name.startsWith('~/') ? join(homedir(), name.slice(2)) : name
  const candidates = isAbsolute(path) ? [path] : folders.map((folder) => join(folder, path))
  for (const candidate of candidates) if (await exists(candidate)) return ok(candidate)
  return err(fileNotFound(name, [...new Set(candidates)]))
}

/** A `/` at the end stays: it says that a folder is meant. */
function absolute(name: string, base: string): string {
  const path = name === '~' || name.startsWith('~/') ? join(homedir(), name.slice(1)) : join(resolvePath(base), name)
  return isAbsolute(name) ? name : path
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function readBytes(path: string): Promise<Result<Buffer, LongshoreError>> {
  try {
    return ok(await readFile(path))
  } catch (cause) {
    return err(fileUnreadable(path, cause))
  }
}
