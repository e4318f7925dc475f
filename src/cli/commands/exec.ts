import type { Command } from 'commander'
import type { Composition } from '../composition.ts'
import type { ExecFlags } from '../exec-command.ts'
import { addConnectionOptions, addOwnOptions, wholeNumber } from './shared-options.ts'

/** `longshore exec PATTERN -m MODULE -a ARGS`: one task on many hosts, with the flags of the program `ansible`. */
export function addExecCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const command = addExecOptions(program.command('exec').description('run one task on the hosts that a pattern names'))
  addOwnOptions(command).action(async (pattern: string, flags: ExecFlags) => {
    const { execCommand } = await import('../exec-command.ts')
    exit(await execCommand(pattern, flags, composition))
  })
}

/** The arguments and options of the program `ansible`. */
export function addExecOptions(command: Command): Command {
  return addConnectionOptions(command.argument('<pattern>', 'hosts, as in the hosts: of a play'))
    .option('-m, --module-name <name>', 'the module (default: command)')
    .option('-a, --args <args>', 'its arguments: k=v words, a command line, or JSON')
    .option('-B, --background <seconds>', 'run asynchronously, and fail after so long', wholeNumber)
    .option('-P, --poll <seconds>', 'with -B: how often to look (default: 15)', wholeNumber)
    .option('-o, --one-line', 'with --output ansible: one line a host')
    .option('-t, --tree <folder>', 'write the result of each host to a file in this folder')
    .option('--task-timeout <seconds>', 'end the task after so long', wholeNumber)
    .option('--playbook-dir <folder>', 'read files, group_vars/ and host_vars/ there (default: the working directory)')
}
