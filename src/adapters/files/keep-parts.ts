import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { FileParts, FileSums } from '../../model/controller-files.ts'
import { fileUnwritable } from './errors.ts'

let written = 0

/** The sums of a file that is there; undefined where it cannot be read. */
export async function sumsOf(path: string): Promise<FileSums | undefined> {
  const hashes = sums()
  try {
    for await (const part of createReadStream(path)) hashes.add(part as Buffer)
    return hashes.done()
  } catch {
    return undefined
  }
}

/**
 * Writes a file part by part beside its place and moves it there at the end, with the folders above it. No more than one
 * part is held. Where a part or the sum of all is refused, what was there stays.
 */
export async function keepParts(path: string, { next, accept }: FileParts): Promise<Result<FileSums, LongshoreError>> {
  const beside = `${path}.longshore-${process.pid}-p${(written += 1)}`
  const hashes = sums()
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(beside, 'wx')
    try {
      for (;;) {
        const part = await next()
        if (!part.ok) return await withdrawn(beside, part.error)
        if (part.value === undefined) break
        hashes.add(part.value)
        await file.writeFile(part.value)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    const found = hashes.done()
    const refused = accept(found)
    if (refused !== undefined) return await withdrawn(beside, refused)
    await rename(beside, path)
    return ok(found)
  } catch (cause) {
    return withdrawn(beside, fileUnwritable(path, cause))
  }
}

async function withdrawn(beside: string, error: LongshoreError): Promise<Result<never, LongshoreError>> {
  await rm(beside, { force: true })
  return err(error)
}

function sums() {
  const hashes: readonly [Hash, Hash] = [createHash('sha1'), createHash('md5')]
  return {
    add: (part: Uint8Array) => void hashes.map((hash) => hash.update(part)),
    done: (): FileSums => ({ sha1: hashes[0].digest('hex'), md5: hashes[1].digest('hex') }),
  }
}
