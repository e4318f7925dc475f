import { createHash } from 'node:crypto'
import { readFile, stat } from '../../base/files-at-once.ts'
import type { LoadRequest } from '../load-run.ts'

/** SHA-256 of each playbook's bytes, in hex, by its path. A pipe can be read once and has none. */
export async function checksumsOf({
  playbooks,
  inMemory,
}: Pick<LoadRequest, 'playbooks' | 'inMemory'>): Promise<Readonly<Record<string, string>>> {
  const sums = await Promise.all(
    playbooks.map(async (path) => {
      const bytes = inMemory?.get(path) ?? (await bytesOf(path))
      return bytes === undefined ? [] : [[path, createHash('sha256').update(bytes).digest('hex')] as const]
    }),
  )
  return Object.fromEntries(sums.flat())
}

async function bytesOf(path: string): Promise<Buffer | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true ? readFile(path).catch(() => undefined) : undefined
}
