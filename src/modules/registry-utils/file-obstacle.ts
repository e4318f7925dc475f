import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ConfigFile } from './config-file.ts'
import {
  diskIsFull,
  fileIsImmutable,
  fileIsMountPoint,
  fileIsNoFile,
  fileIsNotText,
  fileSystemReadOnly,
} from './errors.ts'

/** What would make a write of `size` bytes fail half way, found before anything is touched. */
export function fileObstacle(file: ConfigFile, size: number): LongshoreError | undefined {
  if (file.present?.kind === 'other') return fileIsNoFile(file.path)
  if (file.obstacle === 'read-only') return fileSystemReadOnly(file)
  if (file.obstacle === 'mount-point') return fileIsMountPoint(file)
  if (file.immutable !== undefined) return fileIsImmutable(file, file.immutable)
  const neededKb = Math.ceil(size / 1024) + 8
  return file.availableKb < neededKb ? diskIsFull(file, neededKb) : undefined
}

/** The text of a file, a byte order mark included; '' where there is no file. */
export function fileText(file: ConfigFile): Result<string, LongshoreError> {
  if (file.present === undefined) return ok('')
  const text = file.present.bytes.toString('utf8')
  return Buffer.from(text, 'utf8').equals(file.present.bytes) ? ok(text) : err(fileIsNotText(file.path))
}
