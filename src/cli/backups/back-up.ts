import { resolve } from 'node:path'
import { backupPlay } from '../../app/backups/backup-play.ts'
import type { Composition } from '../composition.ts'
import { runCommand } from '../run-command.ts'
import type { RunFlags } from '../run-flags.ts'
import { withStore } from './store-of.ts'

export interface BackupFlags extends RunFlags {
  readonly store?: string
  readonly path?: readonly string[]
  readonly secretPath?: readonly string[]
}

/** Backs hosts up as the command line says. Gives the exit code. */
export function backUp(pattern: string, flags: BackupFlags, composition: Composition): Promise<number> {
  const text = backupPlay({ pattern, paths: flags.path ?? [], secretPaths: flags.secretPath ?? [] })
  const path = resolve(composition.io.cwd, '(backup)')
  return runCommand([path], flags, withStore(flags, composition), { inMemory: new Map([[path, text]]) })
}
