import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderUnwritable } from './errors.ts'

/** What tells the store of one controller from that of another, made up once. */
export async function controllerIn(folder: string): Promise<string> {
  const path = join(folder, 'controller')
  const draft = `${path}.${process.pid}`
  try {
    const there = await nameAt(path)
    if (there !== undefined) return there
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(draft, `${randomBytes(8).toString('hex')}\n`, { mode: 0o600, flush: true })
    await link(draft, path).catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      // One that a full disk left empty is no name.
      if ((await nameAt(path)) === undefined) await writeFile(path, await readFile(draft), { flush: true })
    })
    return (await nameAt(path)) ?? (await readFile(draft, 'utf8')).trim()
  } catch (cause) {
    throw folderUnwritable(folder, cause)
  } finally {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

async function nameAt(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return /^[0-9a-f]{16}$/.test(text.trim()) ? text.trim() : undefined
}
