import { glob } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readdir } from '../../../base/files-at-once.ts'

/** The files that a pattern of Include names, sorted. For a name, and a pattern such as `folder/*.conf`, a look is enough. */
export async function filesOf(pattern: string): Promise<readonly string[]> {
  const folder = dirname(pattern)
  const [start = '', end, ...others] = basename(pattern).split('*')
  if (others.length > 0 || /[*?[\]{}()!+@\\]/.test(folder + start + (end ?? ''))) return globbed(pattern)
  const names = await readdir(folder).catch(() => [])
  const isNamed = (name: string): boolean => {
    if (end === undefined) return name === start
    if (start === '' && name.startsWith('.')) return false
    return name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end)
  }
  return names
    .filter(isNamed)
    .sort()
    .map((name) => join(folder, name))
}

async function globbed(pattern: string): Promise<readonly string[]> {
  const files: string[] = []
  for await (const file of glob(pattern)) files.push(file)
  return files.sort()
}
