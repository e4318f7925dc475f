import { type Command } from 'commander'
import type { Composition } from '../composition.ts'
import type { DiffFlags } from '../backups/diff-backups.ts'
import type { ListFlags } from '../backups/list-backups.ts'
import type { PruneFlags } from '../backups/prune-backups.ts'
import type { RestoreFlags } from '../backups/restore-backup.ts'
import type { ShowFlags } from '../backups/show-backups.ts'
import type { VerifyFlags } from '../backups/verify-backups.ts'
import { addVaultOptions } from '../vault-flags.ts'
import { addConnectionOptions, addOwnOptions, collect, wholeNumber } from './shared-options.ts'

const WHEN = 'latest, a date (2026-11-30), a time, an age (2d), a version or a run'
const HOSTS = 'hosts with backups, as --limit takes them'

/** `longshore backups`: what is in the store of backups, and back from it. */
export function addBackupsCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const backups = program.command('backups').description('look at backups, compare, check, restore and prune them')
  withChoice(backups.command('list').description('versions, the newest first'))
    .argument('[pattern]', HOSTS, 'all')
    .option('--hosts', 'hosts, with the age of their newest backup')
    .option('--output <kind>', 'default or json')
    .action(async (pattern: string, flags: ListFlags) => {
      exit(await (await import('../backups/list-backups.ts')).listBackups(pattern, flags, composition))
    })
  withChoice(backups.command('show').description('what a backup holds, or one file of it'))
    .argument('<pattern>', HOSTS)
    .option('--at <when>', WHEN, 'latest')
    .option('--path <path>', 'the text of this file, secrets masked')
    .option('--reveal', 'with --path and --identity: secrets as they are')
    .action(async (pattern: string, flags: ShowFlags) => {
      exit(await (await import('../backups/show-backups.ts')).showBackups(pattern, flags, composition))
    })
  const diff = withStore(backups.command('diff').description('what changed between two backups, or since one'))
    .argument('[pattern]', HOSTS, 'all')
    .option('--from <when>', WHEN, 'latest')
    .option('--to <when>', WHEN, 'latest')
    .option('--live', 'compare with the hosts as they are now')
  addOwnOptions(addConnectionOptions(diff)).action(async (pattern: string, flags: DiffFlags) => {
    exit(await (await import('../backups/diff-backups.ts')).diffBackups(pattern, flags, composition))
  })
  const restore = withStore(backups.command('restore').description('put hosts back as a backup has them'))
    .argument('[pattern]', 'hosts, as in the hosts: of a play', 'all')
    .option('--at <when>', WHEN, 'latest')
    .option('--path <pattern>', 'these files and folders alone; may be given several times', collect)
    .option('--apply <how>', 'auto, restart (whatever happens to containers) or stage (files only)', 'auto')
    .option('-y, --yes', 'do not ask')
  addOwnOptions(addConnectionOptions(restore)).action(async (pattern: string, flags: RestoreFlags) => {
    exit(await (await import('../backups/restore-backup.ts')).restoreBackup(pattern, flags, composition))
  })
  withStore(backups.command('verify').description('check everything against its checksum, and how old backups are'))
    .option('--max-age <time>', 'how old the newest good backup of a host may be, such as 26h')
    .option('--output <kind>', 'default or json')
    .action(async (flags: VerifyFlags) => {
      exit(await (await import('../backups/verify-backups.ts')).verifyBackups(flags, composition))
    })
  withStore(backups.command('prune').description('forget versions that the retention does not keep'))
    .option('--keep-last <count>', 'keep so many of the newest', wholeNumber)
    .option('--daily <count>', 'and the last one of each of so many days', wholeNumber)
    .option('--weekly <count>', 'of so many weeks', wholeNumber)
    .option('--monthly <count>', 'of so many months', wholeNumber)
    .option('-C, --check', 'say what would be forgotten')
    .option('-y, --yes', 'do not ask')
    .action(async (flags: PruneFlags) => {
      exit(await (await import('../backups/prune-backups.ts')).pruneBackups(flags, composition))
    })
}

/** For verbs that connect to nothing; the others have these among their connection options. */
function withChoice(command: Command): Command {
  return addVaultOptions(withStore(command)).option(
    '-i, --inventory <source>',
    'file, folder or a,b, list, for groups in the pattern; may be given several times',
    collect,
  )
}

function withStore(command: Command): Command {
  return command
    .option('--store <folder>', 'the git repository (default: backups: store of longshore.yml)')
    .option('--identity <file>', 'opens secrets (default: LONGSHORE_BACKUP_IDENTITY, then backups: identity)')
}
