import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BackupSettings } from '../../model/backup-settings.ts'
import type { BackupStore } from '../../ports/backup-store.ts'
import type { Composition } from '../composition.ts'
import { readSettings } from '../read-settings.ts'
import { withStore, type StoreFlags } from './store-of.ts'

export interface OpenStore {
  readonly store: BackupStore
  readonly settings: BackupSettings
}

/** The store that longshore.yml or the flags name. */
export async function openStore(
  flags: StoreFlags,
  composition: Composition,
): Promise<Result<OpenStore, readonly LongshoreError[]>> {
  const read = await readSettings({}, composition.io)
  if (!read.ok) return read
  const { backups: settings } = read.value.settings
  const store = await withStore(flags, composition).backupStore(settings)
  if (store !== undefined) return ok({ store, settings })
  return err([
    new LongshoreError('BACKUP_STORE_UNUSABLE', 'no store of backups is set', {
      hint: 'Name one in longshore.yml, as in backups: {store: backups}, or with --store FOLDER',
    }),
  ])
}
