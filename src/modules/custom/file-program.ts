import type { PlainCommand } from '../../model/remote-command.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { pythonJson } from '../module-utils/python-json.ts'
import { FIND_PYTHON } from './find-python.ts'
import { ARGS_INSIDE, type ModuleStyle } from './module-style.ts'

/** Stands for the first Python 3 that the host has. */
export const THE_PYTHON = 'python-of-the-host'

export interface FileModule {
  readonly name: string
  readonly content: Buffer
  readonly style: Extract<ModuleStyle, { kind: 'script' | 'binary' }>
  readonly args: Vars
  /** Words that run it; THE_PYTHON is the one that the host has, whatever its `#!` says (Ansible). */
  readonly interpreter: readonly string[]
}

/** The module and its arguments are in a folder of its user alone (0700) while it runs, and in no argv. */
export function fileCommand({ name, content, style, args, interpreter }: FileModule): PlainCommand {
  const inside = style.kind === 'script' && style.args === 'inside'
  const sent = inside ? Buffer.from(content.toString('utf8').replaceAll(ARGS_INSIDE, () => pythonJson(args))) : content
  const given = inside ? '' : style.kind === 'script' && style.args === 'key-value' ? keyValues(args) : pythonJson(args)
  return { ...shell(SCRIPT, name, given, ...interpreter), stdin: sent.toString('base64'), tolerant: true }
}

/** As a POSIX shell would read them back (Ansible's old style: `shlex.quote`). */
function keyValues(args: Vars): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}=${quoted(typeof value === 'string' ? value : pythonText(value))}`)
    .join(' ')
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`
}

function pythonText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return value === null ? 'None' : pythonJson(value)
}

const SCRIPT = `
name=$1 given=$2; shift 2
umask_before=$(umask); umask 077
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' HUP INT TERM
base64 -d >"$folder/$name" || exit 1
chmod 0700 "$folder/$name"
if [ -n "$given" ]; then printf '%s' "$given" >"$folder/args"; set -- "$@" "$folder/$name" "$folder/args"
else set -- "$@" "$folder/$name"; fi
umask "$umask_before"
if [ "$1" = ${THE_PYTHON} ]; then
  shift
${FIND_PYTHON}
  set -- "\${python:-python3}" "$@"
fi
"$@" </dev/null
`
