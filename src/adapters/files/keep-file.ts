import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { fileUnwritable } from './errors.ts'

let written = 0

/**
 * Makes a file of the controller hold these bytes, atomically, with the folders above it. Gives whether it did not hold
 * them before. A file that cannot be read is written; on failure what was there is as it was.
 */
export async function keepFile(path: string, content: Uint8Array): Promise<Result<boolean, LongshoreError>> {
  const before = await readFile(path).catch(() => undefined)
  if (before?.equals(content) === true) return ok(false)
  const beside = `${path}.longshore-${process.pid}-${(written += 1)}`
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    return ok(true)
  } catch (cause) {
    await rm(beside, { force: true })
    return err(fileUnwritable(path, cause))
  }
}
