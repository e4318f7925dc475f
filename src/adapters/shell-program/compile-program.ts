import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import { compileCommand } from './compile-command.ts'
import { commandHoldsNul, commandIsEmpty, environmentNameInvalid, refusesToRemoveRoot } from './errors.ts'
import { prelude, WRITE_FUNCTION } from './prelude.ts'
import { quoteWord } from './quote.ts'

/** A POSIX sh program for the stdin of `sh`, and what is needed to read its output. */
export interface ShellProgram {
  /** 128 random bits in hex: starts every frame. */
  readonly token: string
  readonly text: Buffer
  readonly commandCount: number
}

/**
 * Compiles a list of commands to one program. All of it is a single brace group that ends in `exit`: a shell that gets
 * only a part of it sees a syntax error and runs nothing. Fails where sh has no way to say it (NUL in a word, an
 * environment name that is not an identifier).
 */
export function compileProgram(
  commands: readonly RemoteCommand[],
  environment: Readonly<Record<string, string>> = {},
): Result<ShellProgram, LongshoreError> {
  const problem = problemWithEnvironment(environment) ?? firstProblem(commands)
  if (problem !== undefined) return err(problem)
  const token = randomBytes(16).toString('hex')
  const body = commands.map((command, index) => framed(command, index, token))
  const usesWrite = commands.some((command) => command.kind === 'write')
  const text = `{\n${prelude(token)}${usesWrite ? WRITE_FUNCTION : ''}${environmentFunction(environment)}${body.join('')}ls_z\n}\n`
  return ok({ token, text: Buffer.from(text, 'utf8'), commandCount: commands.length })
}

function framed(command: RemoteCommand, index: number, token: string): string {
  const temporary = `.longshore-${token.slice(0, 16)}-${index}`
  const stop = command.tolerant === true ? '' : '[ "$ls_r" -eq 0 ] || ls_z\n'
  return `ls_b ${index}\n${compileCommand(command, temporary)}\nls_r=$?\nls_e ${index} "$ls_r"\n${stop}`
}

/** Exported in the subshell of a command alone, so that a PATH of the operator's does not reach the frames. */
function environmentFunction(environment: Readonly<Record<string, string>>): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${quoteWord(value)}\n`)
  return `ls_env() {\n${exports.join('')}:\n}\n`
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
    if (command.kind === 'exec' && command.argv.length === 0) return commandIsEmpty()
    if (wordsOf(command).some((word) => word.includes('\0'))) return commandHoldsNul(`a word of the ${command.kind}`)
    if (command.kind === 'remove' && /^(\/|\.\.?\/?)$/.test(posix.normalize(command.path))) {
      return refusesToRemoveRoot(command.path)
    }
  }
  return undefined
}

function wordsOf(command: RemoteCommand): readonly string[] {
  switch (command.kind) {
    case 'exec':
      return [...command.argv, command.cwd ?? '']
    case 'shell':
      return [command.script, ...(command.args ?? []), command.cwd ?? '']
    case 'move':
      return [command.from, command.to]
    case 'write':
      return [command.path, command.owner ?? '', command.group ?? '']
    case 'read':
    case 'remove':
      return [command.path]
  }
}
