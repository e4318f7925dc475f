import type { Command } from 'commander'
import type { BackupFlags } from '../backups/back-up.ts'
import type { Composition } from '../composition.ts'
import { addConnectionOptions, addOwnOptions, collect } from './shared-options.ts'

/** `longshore backup PATTERN`: one version of what decides how the hosts pull. */
export function addBackupCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const command = addConnectionOptions(
    program.command('backup').description('keep the registry configuration of hosts in a git repository'),
  )
    .argument('[pattern]', 'hosts, as in the hosts: of a play', 'all')
    .option('--store <folder>', 'the git repository (default: backups: store of longshore.yml)')
    .option('--path <pattern>', 'keep these files, too; may be given several times', collect)
    .option('--secret-path <pattern>', 'these too, and they are secret', collect)
  addOwnOptions(command).action(async (pattern: string, flags: BackupFlags) => {
    const { backUp } = await import('../backups/back-up.ts')
    exit(await backUp(pattern, flags, composition))
  })
}
