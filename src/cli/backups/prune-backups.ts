import { versionsToKeep } from '../../app/backups/retention.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { Retention } from '../../model/backup-settings.ts'
import type { BackupVersion } from '../../ports/backup-store.ts'
import type { Composition } from '../composition.ts'
import { confirmed } from './confirmed.ts'
import { openStore } from './open-store.ts'
import { refusedAll } from './refused-all.ts'
import type { StoreFlags } from './store-of.ts'

export interface PruneFlags extends StoreFlags {
  readonly keepLast?: string
  readonly daily?: string
  readonly weekly?: string
  readonly monthly?: string
  readonly check?: boolean
  readonly yes?: boolean
}

/** Forgets versions that no rule of the retention keeps. Gives the exit code. */
export async function pruneBackups(flags: PruneFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const opened = await openStore(flags, composition)
  if (!opened.ok) return refusedAll(opened.error, io)
  const { store, settings } = opened.value
  const retention = retentionFrom(flags, settings.retention)
  if (retention === undefined) return refusedAll([noRetention()], io)
  const versions = await store.versions()
  if (!versions.ok) return refusedAll([versions.error], io)
  const keep = versionsToKeep(versions.value, retention)
  const forgotten = versions.value.filter(({ id }) => !keep.includes(id))
  if (forgotten.length === 0) {
    io.stdout(`Every one of ${versions.value.length} versions is kept\n`)
    return 0
  }
  for (const version of forgotten) io.stdout(`forget ${line(version)}\n`)
  io.stdout(
    `${keep.length} of ${versions.value.length} versions are kept, ${forgotten.length} are forgotten for good\n`,
  )
  if (flags.check === true) return 0
  const answer = await confirmed('Forget them?', flags.yes === true)
  if (!answer.ok) return refusedAll([answer.error], io)
  if (!answer.value) return 1
  const outcome = await store.prune((all) => versionsToKeep(all, retention))
  if (!outcome.ok) return refusedAll([outcome.error], io)
  io.stdout(`Forgotten: ${outcome.value.forgotten}. Kept: ${outcome.value.kept}\n`)
  const { remote } = outcome.value
  if (remote.kind === 'failed') io.stderr(`warning: the remote is as it was: ${remote.error.message}\n`)
  return 0
}

function line({ id, time, title }: BackupVersion): string {
  return `${id.slice(0, 12)} ${time.toISOString().slice(0, 16)}Z ${title}`
}

function retentionFrom(flags: PruneFlags, settings: Retention | undefined): Retention | undefined {
  const { keepLast, daily, weekly, monthly } = flags
  const given = [keepLast, daily, weekly, monthly].some((count) => count !== undefined)
  if (!given) return settings
  const of = (count: string | undefined) => Math.max(0, Number(count ?? 0))
  return { keepLast: of(keepLast), daily: of(daily), weekly: of(weekly), monthly: of(monthly) }
}

function noRetention(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'nothing says what is kept', {
    hint: 'For example --keep-last 30 --monthly 12, or backups: retention of longshore.yml',
  })
}
