import { assertNever } from '../../base/assert-never.ts'
import { Secret } from '../../base/secret.ts'
import {
  NO_SUCH_FILE,
  type ExecCommand,
  type PlainCommand,
  type ShellCommand,
  type WriteCommand,
} from '../../model/remote-command.ts'
import { umaskFor } from '../../model/umask-for.ts'
import { printBytes } from './encode-bytes.ts'
import { quotePath, quoteWord } from './quote.ts'
import type { SharedScripts } from './shared-scripts.ts'

/**
 * One command as a subshell with a stdin of its own. `temporary` is a file name that nobody else uses; scripts that are `shared`
 * are variables around it.
 */
export function compileCommand(command: PlainCommand, temporary: string, shared?: SharedScripts): string {
  switch (command.kind) {
    case 'exec':
      return withStdin(command, `exec ${command.argv.map(quoteWord).join(' ')}`)
    case 'shell':
      return shellText(command, temporary, shared)
    case 'write':
      return `(${compileWrite(command, temporary)}) </dev/null`
    case 'read':
      return `(${read(quotePath(command.path))}) </dev/null`
    case 'move':
      return `(${move(quotePath(command.from), quotePath(command.to))}) </dev/null`
    case 'remove':
      return `(exec rm ${command.recursive === true ? '-rf' : '-f'} -- ${quotePath(command.path)}) </dev/null`
    default:
      return assertNever(command)
  }
}

/** A script that does nothing needs no process for it. */
const NOTHING = ':'

function shellText(command: ShellCommand, temporary: string, shared?: SharedScripts): string {
  const { script, args = [], content } = command
  if (script === NOTHING) return NOTHING
  const words = args.map(quoteWord).join(' ')
  const variable = shared?.get(script)
  const text = variable === undefined ? quoteWord(script) : `"$${variable}"`
  const functions =
    content === undefined ? '' : `${contentFunction(bytesOf(content))}ls_unused=${quoteWord(temporary)}\n`
  return `${functions}${withStdin(command, `set -- ${words}\neval ${text}`)}`
}

function withStdin(command: ExecCommand | ShellCommand, body: string): string {
  const cd = command.cwd === undefined ? '' : `cd -- ${quotePath(command.cwd)} || exit 1\n`
  const subshell = `(ls_env\n${cd}${body}\n)`
  if (command.stdin === undefined) return `${subshell} </dev/null`
  return `{\n${printBytes(bytesOf(command.stdin))}\n} 2>/dev/null | ${subshell}`
}

/** In a subshell: it ends with an exit where it fails. */
export function compileWrite(command: WriteCommand, temporary: string): string {
  const path = command.path.startsWith('/') ? command.path : `./${command.path}`
  const bytes = bytesOf(command.content)
  const words = [
    path,
    `${path.slice(0, path.lastIndexOf('/') + 1)}${temporary}`,
    String(bytes.length),
    command.mode === undefined ? '' : command.mode.toString(8).padStart(3, '0'),
    command.owner ?? '',
    command.group ?? '',
    umaskFor(command.mode ?? command.modeSeen),
  ]
  return `${contentFunction(bytes)}ls_write ${words.map(quoteWord).join(' ')}`
}

/** A function needs no process to hand its bytes on, as a pipe does. */
export function contentFunction(bytes: Buffer): string {
  return `ls_content() {\n${printBytes(bytes)}\n}\n`
}

/** What cat says tells absent from unreadable: a test -e is false for both. */
function read(path: string): string {
  return `{ ls_said=$(LC_ALL=C cat -- ${path} 2>&1 >&4 4>&-); ls_r=$?; } 4>&1
case $ls_r$ls_said in
0*) exit 0;;
*': No such file or directory'|*': Not a directory') exit ${NO_SUCH_FILE};;
*) printf '%s\\n' "$ls_said" >&2; exit 1;;
esac`
}

/** mv into a directory would be a different thing from a rename. */
function move(from: string, to: string): string {
  return `if [ -d ${to} ]; then printf '%s: is a directory\\n' ${to} >&2; exit 1; fi
exec mv -f -- ${from} ${to}`
}

function bytesOf(content: string | Uint8Array | Secret): Buffer {
  if (content instanceof Secret) return Buffer.from(content.reveal(), 'utf8')
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content)
}
