import type { RemoteCommand } from '../../model/remote-command.ts'
import { compileRecord } from './compile-record.ts'
import { compileWrite } from './compile-command.ts'
import { quoteWord } from './quote.ts'
import type { SharedScripts } from './shared-scripts.ts'

export interface Framing {
  readonly token: string
  readonly environment: Readonly<Record<string, string>>
  readonly shared: SharedScripts
}

/** A command and its place in the program. */
export interface Placed {
  readonly command: RemoteCommand
  readonly index: number
}

/** A name for a file that nobody else has. */
export function temporaryOf({ token }: Framing, index: number): string {
  return `.longshore-${token.slice(0, 16)}-${index}`
}

/** Runs of neighbours that may have one subshell between them; any other command is by itself. */
export function inGroups(
  commands: readonly RemoteCommand[],
  environment: Readonly<Record<string, string>>,
): readonly (readonly Placed[])[] {
  const groups: Placed[][] = []
  const hasEnvironment = Object.keys(environment).length > 0
  for (const [index, command] of commands.entries()) {
    const last = groups.at(-1)
    const before = last?.at(-1)?.command
    const joins = before !== undefined && sharesShell(before, hasEnvironment) && sharesShell(command, hasEnvironment)
    if (last !== undefined && joins) last.push({ command, index })
    else groups.push([{ command, index }])
  }
  return groups
}

/** The environment of an operator is for the command alone. What goes on after a write that failed does so in another shell. */
export function sharesShell(command: RemoteCommand, hasEnvironment: boolean): boolean {
  if (command.kind === 'record') return true
  if (command.kind === 'write') return command.tolerant !== true
  return command.kind === 'shell' && command.sharesShell === true && !hasEnvironment
}

/**
 * `ls_end CODE` is the EXIT of such a subshell: a command that exits in it has failed, and the program ends. `ls_next CODE` ends
 * a command.
 */
export const GROUP_FUNCTIONS = `ls_i= ls_seen= ls_sync= ls_syncs=
ls_end() {
  [ -n "$ls_i" ] || exit "$1"
  [ "$1" -ne 0 ] || set -- 70
  ls_e "$ls_i" "$1"
  exit "$1"
}
ls_next() { [ "$1" -eq 0 ] || exit "$1"; ls_e "$ls_i" 0; }
`

/** Commands in one subshell, each with its frames. */
export function compileGroup(group: readonly Placed[], framing: Framing): string {
  const parts = group.map(({ command, index }, place) => {
    const syncs = command.kind === 'record' && group[place + 1]?.command.kind === 'write' ? 'yes' : ''
    const tell = command.kind === 'record' ? `ls_syncs=${syncs}\n` : ''
    const end = command.tolerant === true ? 'ls_e "$ls_i" "$?"' : 'ls_next "$?"'
    return `${tell}ls_i=${index}\nls_b "$ls_i"\n${bodyOf({ command, index }, framing)}\n${end}\n`
  })
  return `(\ntrap 'ls_end "$?"' EXIT\n${parts.join('')}ls_i=\n) </dev/null || ls_z\n`
}

function bodyOf({ command, index }: Placed, framing: Framing): string {
  const temporary = temporaryOf(framing, index)
  if (command.kind === 'write') return compileWrite(command, temporary)
  if (command.kind === 'record') return compileRecord(command, temporary, framing.environment)
  if (command.kind !== 'shell') throw new Error(`a ${command.kind} shares no shell`)
  const words = (command.args ?? []).map(quoteWord).join(' ')
  const variable = framing.shared.get(command.script)
  return `set -- ${words}\n${variable === undefined ? command.script : `eval "$${variable}"`}`
}
