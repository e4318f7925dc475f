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
  const program = programFor(argv, composition, exit)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    throw error
  }
}

function programFor(argv: readonly string[], composition: Composition, exit: Exit): Command {
  const { io, version } = composition
  const program = new Command('longshore')
    .description('Agentless fleet orchestrator for Docker and containerd registry configuration')
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .configureHelp({ sortSubcommands: true })
  for (const add of commandsFor(argv, composition, exit)) add(program)
  for (const command of program.commands) command.copyInheritedSettings(program)
  return program
}

type Exit = (code: number) => void
type Add = (program: Command) => unknown

/** The command that is named first, alone: to describe all of them takes longer than to read the words. Else all. */
function commandsFor([first = '']: readonly string[], composition: Composition, exit: Exit): readonly Add[] {
  const { io } = composition
  const commands = new Map<string, Add>([
    ['run', (program) => addRunCommand(program, composition, exit)],
    ['exec', (program) => addExecCommand(program, composition, exit)],
    ['backup', (program) => addBackupCommand(program, composition, exit)],
    ['backups', (program) => addBackupsCommand(program, composition, exit)],
    ['demo', (program) => addDemoCommand(program, { io, exit, longshore: (argv) => runCli(argv, composition) })],
    ['drift', (program) => addDriftCommand(program, composition, exit)],
    ['inventory', (program) => addInventoryCommand(program, { ...io, templater: composition.templater }, exit)],
    ['lint', (program) => addLintCommand(program, composition, exit)],
    ['metrics', (program) => addMetricsCommand(program, composition, exit)],
    ['modules', (program) => addModulesCommand(program, { ...io, exit, loadModules: composition.modules })],
    ['runs', (program) => addRunsCommand(program, composition, exit)],
    ['schedule', (program) => addScheduleCommand(program, composition, exit)],
    ['vault', (program) => addVaultCommand(program, { io, exit })],
  ])
  const named = commands.get(first)
  return named === undefined ? [...commands.values()] : [named]
}
