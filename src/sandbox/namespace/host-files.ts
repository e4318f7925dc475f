import { chmodSync, lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A host's files from outside. Absolute links lead to places in the host, never in this machine. */
export interface HostFiles {
  /** Undefined where there is no such file. */
  read(path: string): Buffer | undefined
  /** Makes missing folders; 0644 unless said otherwise. */
  write(path: string, content: string | Uint8Array, mode?: number): void
  makeFolder(path: string): void
}

export function hostFiles(root: string): HostFiles {
  return {
    read(path) {
      try {
        return readFileSync(inRoot(root, path))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
        throw error
      }
    },
    write(path, content, mode = 0o644) {
      const real = inRoot(root, path)
      mkdirSync(dirname(real), { recursive: true, mode: 0o755 })
      writeFileSync(real, content)
      chmodSync(real, mode)
    },
    makeFolder: (path) => void mkdirSync(inRoot(root, path), { recursive: true, mode: 0o755 }),
  }
}

function inRoot(root: string, path: string): string {
  let left = resolve('/', path).split('/').filter(Boolean)
  let at = '/'
  for (let links = 0; left.length > 0;) {
    const name = left.shift() ?? ''
    const next = join(at, name)
    const link = linkAt(join(root, next))
    if (link === undefined) {
      at = next
      continue
    }
    if (++links > 40) throw Object.assign(new Error(`too many links: ${path}`), { code: 'ELOOP' })
    left = [...resolve(at, link).split('/').filter(Boolean), ...left]
    at = '/'
  }
  return join(root, at)
}

function linkAt(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined
  } catch {
    return undefined
  }
}
