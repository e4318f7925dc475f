import type { Command } from 'commander'
import type { Composition } from '../composition.ts'
import type { RunFlags } from '../run-flags.ts'
import { addConnectionOptions, addOwnOptions, collect, wholeNumber } from './shared-options.ts'

/** `longshore run`: the flags of ansible-playbook. */
export function addRunCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const command = addRunOptions(program.command('run').description('run playbooks against an inventory'))
  addOwnOptions(command)
    .option('--stage <number>', 'of rollouts this stage alone, from 1 as the playbook has them', wholeNumber)
    .action(async (playbooks: readonly string[], flags: RunFlags) => {
      const { runCommand } = await import('../run-command.ts')
      exit(await runCommand(playbooks, flags, composition))
    })
}

/** The arguments and options of ansible-playbook. */
export function addRunOptions(command: Command): Command {
  return addConnectionOptions(command.argument('<playbook...>', 'playbooks, run in this order'))
    .option('-t, --tags <tags>', 'only tasks with these tags', collect)
    .option('--skip-tags <tags>', 'no tasks with these tags', collect)
    .option('--start-at-task <name>', 'start at the first task of this name; * stands for any text')
    .option('--step', 'ask before each task')
    .option('--list-tasks', 'print the tasks of each play and stop')
    .option('--list-tags', 'print the tags of each play and stop')
    .option('--syntax-check', 'check the playbooks and the inventory and stop')
    .option('--flush-cache', 'forget the facts that are kept of the hosts')
    .option('--force-handlers', 'run notified handlers on failed hosts, too')
}
