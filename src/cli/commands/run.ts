import type { Command } from 'commander'
import type { Composition } from '../composition.ts'
import type { RunFlags } from '../run-flags.ts'
import { addConnectionOptions, collect } from './shared-options.ts'

/** `longshore run`: the flags of ansible-playbook. */
export function addRunCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const command = program
    .command('run')
    .description('run playbooks against an inventory')
    .argument('<playbook...>', 'playbooks, run in this order')
  addConnectionOptions(command)
    .option('-l, --limit <pattern>', 'only these hosts; @file reads patterns from a file', collect)
    .option('-t, --tags <tags>', 'only tasks with these tags', collect)
    .option('--skip-tags <tags>', 'no tasks with these tags', collect)
    .option('--list-tasks', 'print the tasks of each play and stop')
    .option('--list-tags', 'print the tags of each play and stop')
    .option('--syntax-check', 'check the playbooks and the inventory and stop')
    .option('--force-handlers', 'run notified handlers on failed hosts, too')
    .action(async (playbooks: readonly string[], flags: RunFlags) => {
      const { runCommand } = await import('../run-command.ts')
      exit(await runCommand(playbooks, flags, composition))
    })
}
