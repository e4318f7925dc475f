import { LongshoreError } from '../../base/longshore-error.ts'

export function noStore(): LongshoreError {
  return new LongshoreError('BACKUP_STORE_UNUSABLE', 'no store of backups is set', {
    hint: 'Name one in longshore.yml, as in backups: {store: backups}, or with --store FOLDER',
  })
}

export function notInBackup(paths: readonly string[], host: string): LongshoreError {
  return new LongshoreError('BACKUP_NOT_FOUND', `the backup of ${host} knows nothing of ${paths.join(', ')}`, {
    hint: `See what it holds: longshore backups show ${host}`,
  })
}

export function secretsSealed(paths: readonly string[]): LongshoreError {
  return new LongshoreError('BACKUP_NOT_FOUND', `what ${paths.join(', ')} held is not known: it is secret`, {
    hint: 'Where it was encrypted an identity opens it: --identity FILE, or backups: identity of longshore.yml',
  })
}

export function wouldStop(names: readonly string[], unit: string): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_INVALID',
    `this restarts ${unit}, which ends ${names.length === 1 ? 'a container that does' : `${names.length} containers that do`} not come back: ${names.join(', ')}`,
    { hint: 'Nothing was changed. Accept that with apply: restart, or put the files back only with apply: stage' },
  )
}

export function changedMeanwhile(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'a file changed between the look at the host and the restore', {
    hint: 'Nothing was changed. Somebody or something else writes to it: look who, and run it again',
  })
}
