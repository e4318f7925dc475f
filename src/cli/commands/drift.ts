import type { Command } from 'commander'
import type { Composition } from '../composition.ts'
import type { RunFlags } from '../run-flags.ts'
import { addRunOptions } from './run.ts'
import { addOwnOptions } from './shared-options.ts'

/** `longshore drift`: what hosts are, against what a playbook asks for. */
export function addDriftCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const command = program
    .command('drift')
    .description('how hosts differ from a playbook: by their files, by their daemons, and by what was applied last')
  addOwnOptions(addRunOptions(command)).action(async (playbooks: readonly string[], flags: RunFlags) => {
    const { driftCommand } = await import('../drift/drift-command.ts')
    exit(await driftCommand(playbooks, flags, composition))
  })
}
