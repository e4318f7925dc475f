import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import { compileCommand } from './compile-command.ts'
import { compileGroup, type Framing, GROUP_FUNCTIONS, inGroups, type Placed, temporaryOf } from './compile-group.ts'
import { commandHoldsNul, commandIsEmpty, environmentNameInvalid, refusesToRemoveRoot } from './errors.ts'
import { compileRecord, keepsWrite } from './compile-record.ts'
import { compileDetach, DETACH_FUNCTION } from './compile-detach.ts'
import { keptShell } from './kept-shell.ts'
import { environmentFunction } from './environment-function.ts'
import { END_ALONE, prelude, WRITE_FUNCTION } from './prelude.ts'
import { quoteWord } from './quote.ts'
import { scriptVariables, sharedScripts } from './shared-scripts.ts'

/** A POSIX sh program for the stdin of `sh`, and what is needed to read its output. */
export interface ShellProgram {
  /** 128 random bits in hex: starts every frame. */
  readonly token: string
  readonly text: Buffer
  /** Without what goes along. */
  readonly commandCount: number
  /** How many commands go along. */
  readonly aheadCount: number
  /** The shell waits for another program when this one is over; else it ends with it. */
  readonly keepsShell: boolean
}

export interface ProgramKind {
  readonly environment?: Readonly<Record<string, string>>
  readonly ahead?: { readonly commands: readonly RemoteCommand[] }
  /** Only for commands that leave no process behind: what that writes would be in the output of the next program. */
  readonly keepsShell?: boolean
}

const NOTHING = { commands: [] }

/**
 * Compiles a list of commands to one program. All of it is a single brace group that ends in `exit`: a shell that gets
 * only a part of it sees a syntax error and runs nothing. Fails where sh has no way to say it (NUL in a word, an
 * environment name that is not an identifier). Of `ahead` nothing goes along where it cannot be said.
 */
export function compileProgram(
  commands: readonly RemoteCommand[],
  { environment = {}, ahead = NOTHING, keepsShell = false }: ProgramKind = {},
): Result<ShellProgram, LongshoreError> {
  const problem = problemWithEnvironment(environment) ?? firstProblem(commands)
  if (problem !== undefined) return err(problem)
  const along = firstProblem(ahead.commands) === undefined ? ahead.commands : []
  return ok(programOf([...commands, ...along], environment, along.length, keepsShell))
}

function programOf(
  commands: readonly RemoteCommand[],
  environment: Readonly<Record<string, string>>,
  aheadCount: number,
  keepsShell: boolean,
): ShellProgram {
  const token = randomBytes(16).toString('hex')
  const shared = sharedScripts(commands)
  const framing = { token, environment, shared }
  const groups = inGroups(commands, environment)
  const body = groups.map((group) => compiled(group, framing))
  const records = commands.filter((command) => command.kind === 'record')
  const writes = commands.some(({ kind }) => kind === 'write')
  const functions = [
    groups.some((group) => group.length > 1) ? GROUP_FUNCTIONS : writes ? END_ALONE : '',
    records.some(keepsWrite)
      ? `ls_w=${quoteWord(WRITE_FUNCTION)}\n${writes ? 'eval "$ls_w"\n' : ''}`
      : writes
        ? WRITE_FUNCTION
        : '',
    commands.some(({ kind }) => kind === 'detach') ? DETACH_FUNCTION : '',
    environmentFunction(environment),
    scriptVariables(shared),
  ]
  const program = `${prelude(token, keepsShell)}${functions.join('')}${body.join('')}ls_z\n`
  const text = keepsShell ? keptShell(program, token) : `{\n${program}}\n`
  return { token, text: Buffer.from(text, 'utf8'), commandCount: commands.length - aheadCount, aheadCount, keepsShell }
}

function compiled(group: readonly Placed[], framing: Framing): string {
  const [first, ...more] = group
  if (first === undefined) return ''
  return more.length === 0 ? framed(first, framing) : compileGroup(group, framing)
}

function framed({ command, index }: Placed, framing: Framing): string {
  const stop = command.tolerant === true ? '' : '[ "$ls_r" -eq 0 ] || ls_z\n'
  return `ls_b ${index}\n${alone(command, temporaryOf(framing, index), framing)}\nls_r=$?\nls_e ${index} "$ls_r"\n${stop}`
}

function alone(command: RemoteCommand, temporary: string, { environment, shared }: Framing): string {
  if (command.kind === 'detach') return compileDetach(command, temporary, environment)
  return command.kind === 'record'
    ? `(ls_seen= ls_syncs=\n${compileRecord(command, temporary, environment)}\n) </dev/null`
    : compileCommand(command, temporary, shared)
}

function problemWithEnvironment(environment: Readonly<Record<string, string>>): LongshoreError | undefined {
  for (const [name, value] of Object.entries(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return environmentNameInvalid(name)
    if (value.includes('\0')) return commandHoldsNul(`the environment variable ${name}`)
  }
  return undefined
}

function firstProblem(commands: readonly RemoteCommand[]): LongshoreError | undefined {
  for (const command of commands) {
    const within = firstProblem(commandsWithin(command))
    if (within !== undefined) return within
    if (command.kind === 'exec' && command.argv.length === 0) return commandIsEmpty()
    if (wordsOf(command).some((word) => word.includes('\0'))) return commandHoldsNul(`a word of the ${command.kind}`)
    if (command.kind === 'remove' && /^(\/|\.\.?\/?)$/.test(posix.normalize(command.path))) {
      return refusesToRemoveRoot(command.path)
    }
  }
  return undefined
}

function commandsWithin(command: RemoteCommand): readonly RemoteCommand[] {
  if (command.kind === 'detach') return command.commands
  return command.kind === 'record' ? [...command.undo, ...command.refresh] : []
}

function wordsOf(command: RemoteCommand): readonly string[] {
  switch (command.kind) {
    case 'exec':
      return [...command.argv, command.cwd ?? '']
    case 'shell':
      return [command.script, ...(command.args ?? []), command.cwd ?? '']
    case 'record':
      return [command.script, ...command.args]
    case 'move':
      return [command.from, command.to]
    case 'write':
      return [command.path, command.owner ?? '', command.group ?? '']
    case 'read':
    case 'remove':
      return [command.path]
    case 'detach':
      return [command.folder, command.job]
  }
}
