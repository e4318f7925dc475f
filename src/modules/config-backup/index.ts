import { defineModule } from '../define-module.ts'
import { effectiveFacts } from '../backup-utils/effective.ts'
import { scan } from '../backup-utils/scan.ts'
import { configBackupArgs } from './args.ts'
import { prepareBackup, type PreparedBackup } from './prepare.ts'
import { planConfigBackup, rootsOf } from './plan.ts'

export const configBackup = defineModule({
  name: 'config_backup',
  summary: 'Keep everything that decides how a host pulls in the store of backups',
  foreground: true,
  args: configBackupArgs,
  returns: {
    changes: 'list of maps, against the newest backup: path, what (added, changed or removed)',
    files: 'How many files the backup of this host has',
    secrets_left_out: 'Secret files that are not in it, since backups: encrypt_to names nobody',
  },
  prepare: prepareBackup,
  facts: configBackupFacts,
  plan: planConfigBackup,
})

function configBackupFacts({ args }: PreparedBackup) {
  return { ...effectiveFacts(), files: scan(rootsOf(args)) }
}
