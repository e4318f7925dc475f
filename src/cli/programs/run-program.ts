import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { assertNever } from '../../base/assert-never.ts'
import { addExecOptions } from '../commands/exec.ts'
import { addInventoryOptions, type InventoryFlags } from '../commands/inventory.ts'
import { addRunOptions } from '../commands/run.ts'
import { wholeNumber } from '../commands/shared-options.ts'
import type { Composition } from '../composition.ts'
import type { ExecFlags } from '../exec-command.ts'
import type { RunFlags } from '../run-flags.ts'
import { argparseWords } from './argparse-words.ts'
import { canonicalArgv } from './canonical-argv.ts'
import type { ProgramName } from './program-name.ts'

/**
 * One of Ansible's programs: its command line, its words, its exit codes, of which 2 is that of a command line that does
 * not parse. What Longshore adds to them is set in LONGSHORE_* variables or longshore.yml.
 */
export async function runProgram(
  program: ProgramName,
  argv: readonly string[],
  composition: Composition,
): Promise<number> {
  let exitCode = 0
  const command = withProgram(program, composition, (code) => {
    exitCode = code
  })
  const canonical = canonicalArgv(argv, command)
  try {
    if (!canonical.ok) command.error(`error: ${canonical.error}`)
    else if (wantsVersion(canonical.value)) {
      const { programVersion } = await import('./program-version.ts')
      composition.io.stdout(await programVersion(program, composition))
    } else await command.parseAsync(canonical.value, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_COMMAND_LINE
    throw error
  }
}

/** That of Python's argparse. */
const WRONG_COMMAND_LINE = 2

function withProgram(program: ProgramName, composition: Composition, exit: (code: number) => void): Command {
  const { io } = composition
  const command = new Command(program)
    .exitOverride()
    .showSuggestionAfterError()
    .helpOption('-h, --help', 'show this help')
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      outputError: (text, write) => write(`usage: ${program} ${command.usage()}\n${program}: ${argparseWords(text)}`),
    })
  addProgram(program, command, composition, exit)
  command.option('--version', 'print whose version this is, and the ansible.cfg that it reads')
  for (const option of command.options) {
    if (option.long === '--timeout') option.argParser(wholeNumber)
    if (option.long === '--forks') option.argParser(forkCount)
  }
  return command
}

function forkCount(text: string): string {
  const forks = wholeNumber(text)
  if (Number(forks) < 1) throw new InvalidArgumentError('The number of processes (--forks) must be >= 1')
  return forks
}

function addProgram(
  program: ProgramName,
  command: Command,
  composition: Composition,
  exit: (code: number) => void,
): void {
  const told = { program, output: 'ansible' } as const
  switch (program) {
    case 'ansible-playbook':
      addRunOptions(command).action(async (playbooks: readonly string[], flags: RunFlags) => {
        const { runCommand } = await import('../run-command.ts')
        exit(await runCommand(playbooks, { ...flags, ...told }, composition))
      })
      return
    case 'ansible':
      addExecOptions(command).action(async (pattern: string, flags: ExecFlags) => {
        const { execCommand } = await import('../exec-command.ts')
        exit(await execCommand(pattern, { ...flags, ...told }, composition))
      })
      return
    case 'ansible-inventory':
      addInventoryOptions(command)
        .option('--output <file>', 'write it there instead of to stdout')
        .argument('[group]', 'with --graph: the group to begin with')
        .action(async (group: string | undefined, { output, ...flags }: InventoryFlags & { output?: string }) => {
          const { runInventory } = await import('../inventory-command.ts')
          const graph = flags.graph === true && group !== undefined ? { graph: group } : {}
          const file = output === undefined ? {} : { outputFile: output }
          exit(
            await runInventory(
              { ...flags, ...graph, ...file, program },
              { ...composition.io, templater: composition.templater },
            ),
          )
        })
      return
    default:
      assertNever(program)
  }
}

/** argparse answers `--version` wherever it comes before a `--`, whatever else is missing. */
function wantsVersion(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).includes('--version')
}
