import { ok } from '../../base/result.ts'
import type { PutTextFile } from '../../ports/text-file.ts'
import { keepFile } from './keep-file.ts'

/** Beside it first, then renamed over it. */
export const putTextFile: PutTextFile = async (path, text) => {
  const kept = await keepFile(path, Buffer.from(text))
  return kept.ok ? ok(undefined) : kept
}
