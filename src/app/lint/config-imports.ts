import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readToml } from '../../text-edit/read-toml.ts'

/** What a config.toml imports: by its own list, or by the list that containerd 2.2.0 and later has where it has none. */
export interface Imports {
  readonly own: boolean
  /** In the order in which they are merged; files that they import come after them. */
  readonly files: readonly ImportedFile[]
  /** Entries that name one file which is not there. */
  readonly missing: readonly string[]
}

export interface ImportedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

const DEFAULT_IMPORTS = ['/etc/containerd/conf.d/*.toml']
const HOME = '/etc/containerd'

/** Looks below the folder that plays `/etc/containerd` for this file, never at the machine's own for a copy elsewhere. */
export async function importsOf(file: string, bytes: Uint8Array): Promise<Imports> {
  const entries = entriesOf(bytes)
  const seen = new Set([file])
  const files: ImportedFile[] = []
  const missing: string[] = []
  const queue = (entries ?? DEFAULT_IMPORTS).map((entry) => ({ entry, from: file }))
  for (const { entry, from } of queue) {
    const paths = await resolved(entry, from)
    if (paths.length === 0 && !entry.includes('*')) missing.push(entry)
    for (const path of paths.filter((found) => !seen.has(found))) {
      seen.add(path)
      const imported = { path, bytes: await readFile(path) }
      files.push(imported)
      queue.push(...(entriesOf(imported.bytes) ?? []).map((next) => ({ entry: next, from: path })))
    }
  }
  return { own: entries !== undefined, files, missing }
}

function entriesOf(bytes: Uint8Array): readonly string[] | undefined {
  const read = readToml(Buffer.from(bytes).toString())
  const list = read.ok ? read.value['imports'] : undefined
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : undefined
}

/** An entry is a pattern only where it has a `*`; relative ones are relative to the file that names them. */
async function resolved(entry: string, from: string): Promise<string[]> {
  const path = placeOf(entry, dirname(from))
  if (path === undefined) return []
  const name = new RegExp(
    `^${basename(path)
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')}$`,
  )
  const entries = await readdir(dirname(path), { withFileTypes: true }).catch(() => [])
  const found = entries.filter((other) => !other.isDirectory() && name.test(other.name))
  return found.map((other) => join(dirname(path), other.name)).sort()
}

function placeOf(entry: string, folder: string): string | undefined {
  if (!entry.startsWith('/')) return join(folder, entry)
  const root = folder.endsWith(HOME) ? folder.slice(0, -HOME.length) : undefined
  if (root !== undefined) return join(root, entry)
  return entry.startsWith(`${HOME}/`) ? join(folder, entry.slice(HOME.length)) : undefined
}
