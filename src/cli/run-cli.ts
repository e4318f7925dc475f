import { Command, CommanderError } from 'commander'
import type { Composition } from './composition.ts'
import { addBackupCommand } from './commands/backup.ts'
import { addBackupsCommand } from './commands/backups.ts'
import { addDemoCommand } from './commands/demo.ts'
import { addDriftCommand } from './commands/drift.ts'
import { addExecCommand } from './commands/exec.ts'
import { addInventoryCommand } from './commands/inventory.ts'
import { addLintCommand } from './commands/lint.ts'
import { addMetricsCommand } from './commands/metrics.ts'
import { addModulesCommand } from './commands/modules.ts'
import { addRunCommand } from './commands/run.ts'
import { addRunsCommand } from './commands/runs.ts'
import { addScheduleCommand } from './commands/schedule.ts'
import { addVaultCommand } from './commands/vault.ts'

/** Reads the command line, runs one command and gives its exit code. Wrong usage is 1, with the nearest right word. */
export async function runCli(argv: readonly string[], composition: Composition): Promise<number> {
  let exitCode = 0
  const exit = (code: number) => {
    exitCode = code
  }
  const program = programFor(composition, exit)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    throw error
  }
}

function programFor(composition: Composition, exit: (code: number) => void): Command {
  const { io, version } = composition
  const program = new Command('longshore')
    .description('Agentless fleet orchestrator for Docker and containerd registry configuration')
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .configureHelp({ sortSubcommands: true })
  addRunCommand(program, composition, exit)
  addExecCommand(program, composition, exit)
  addBackupCommand(program, composition, exit)
  addBackupsCommand(program, composition, exit)
  addDemoCommand(program, { io, exit, longshore: (argv) => runCli(argv, composition) })
  addDriftCommand(program, composition, exit)
  addInventoryCommand(program, { ...io, templater: composition.templater }, exit)
  addLintCommand(program, composition, exit)
  addMetricsCommand(program, composition, exit)
  addModulesCommand(program, { ...io, exit, loadModules: composition.modules })
  addRunsCommand(program, composition, exit)
  addScheduleCommand(program, composition, exit)
  addVaultCommand(program, { io, exit })
  for (const command of program.commands) command.copyInheritedSettings(program)
  return program
}
