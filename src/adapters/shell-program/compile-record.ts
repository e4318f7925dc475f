import type { PlainCommand, RecordCommand } from '../../model/remote-command.ts'
import { compileCommand, contentFunction } from './compile-command.ts'
import { environmentFunction } from './environment-function.ts'
import { WRITE_FUNCTION } from './prelude.ts'
import { quoteWord } from './quote.ts'

/** The script as a subshell, in which `ls_content` prints the program to keep: what it holds is in no argv. */
export function compileRecord(
  command: RecordCommand,
  temporary: string,
  environment: Readonly<Record<string, string>>,
): string {
  const program = Buffer.from(recordProgram(command, temporary, environment), 'utf8')
  const words = command.args.map(quoteWord).join(' ')
  return `${contentFunction(program)}(set -- ${words}\neval ${quoteWord(command.script)}\n) </dev/null`
}

function recordProgram(
  { undo, refresh }: RecordCommand,
  temporary: string,
  environment: Readonly<Record<string, string>>,
): string {
  const writes = [...undo, ...refresh].some(({ kind }) => kind === 'write')
  const functions = `${writes ? WRITE_FUNCTION : ''}${environmentFunction(environment)}`
  const part = (name: string, commands: readonly PlainCommand[]) =>
    `${name})\n${commands.map((command, index) => attempt(command, `${temporary}-${name}-${index}`)).join('')};;\n`
  return `{
umask 022
${functions}ls_bad=0
case $1 in
${part('undo', undo)}${part('refresh', refresh)}esac
exit "$ls_bad"
}
`
}

/** What a try that was cut off has left beside a file would be in the way of the next one. */
function attempt(command: PlainCommand, temporary: string): string {
  const folder = command.kind === 'write' ? command.path.slice(0, command.path.lastIndexOf('/') + 1) : undefined
  const clear = folder === undefined ? '' : `rm -f -- ${quoteWord(`${folder}${temporary}`)}\n`
  return `${clear}${compileCommand(command, temporary)}\n[ $? -eq 0 ] || ls_bad=1\n`
}
