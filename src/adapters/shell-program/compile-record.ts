import type { PlainCommand, RecordCommand } from '../../model/remote-command.ts'
import { compileCommand } from './compile-command.ts'
import { printBytes } from './encode-bytes.ts'
import { environmentFunction } from './environment-function.ts'
import { END_ALONE } from './prelude.ts'
import { quoteWord } from './quote.ts'

/**
 * The script, in a subshell in which `ls_content` prints the program to keep: what it holds is in no argv. How files are written
 * is told once, in $ls_w.
 */
export function compileRecord(
  command: RecordCommand,
  temporary: string,
  environment: Readonly<Record<string, string>>,
): string {
  const before = keepsWrite(command)
    ? [printText('{\numask 022\n'), 'printf %s "$ls_w"']
    : [printText('{\numask 022\n')]
  const content = [...before, printText(recordProgram(command, temporary, environment))].join(' &&\n')
  const words = command.args.map(quoteWord).join(' ')
  return `ls_content() {\n${content}\n}\nset -- ${words}\n${command.script}`
}

/** Whether the program that it keeps needs $ls_w. */
export function keepsWrite({ undo, refresh }: RecordCommand): boolean {
  return [...undo, ...refresh].some(({ kind }) => kind === 'write')
}

function printText(text: string): string {
  return printBytes(Buffer.from(text, 'utf8'))
}

function recordProgram(
  { undo, refresh }: RecordCommand,
  temporary: string,
  environment: Readonly<Record<string, string>>,
): string {
  const part = (name: string, commands: readonly PlainCommand[]) =>
    `${name})\n${commands.map((command, index) => attempt(command, `${temporary}-${name}-${index}`)).join('')};;\n`
  return `${END_ALONE}${environmentFunction(environment)}ls_bad=0
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
