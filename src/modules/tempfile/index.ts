import * as z from 'zod'
import { stdoutText, type CommandOutput } from '../../model/command-output.ts'
import type { Conclusion, Plan } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { argsObject, pathArg, textArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { explainFileFailure } from '../module-utils/explain.ts'

const args = argsObject(() => ({
  state: z.enum(['file', 'directory']).default('file').describe('What is made'),
  path: pathArg().optional().describe('The folder it is made in; else $TMPDIR, else /tmp'),
  prefix: textArg().default('ansible.').describe('What its name begins with'),
  suffix: textArg().default('').describe('What its name ends with'),
}))

/** Makes an empty file or folder with a name that nothing has, for the user alone. */
export const tempfile = defineModule({
  name: 'tempfile',
  summary: 'Make a temporary file or folder on the host',
  args,
  returns: { path: 'Where it is', mode: '"0600", or "0700" of a folder', state: 'file, or directory' },
  facts: () => ({}),
  plan: (given, _facts, { checkMode }) => planTempfile(given, checkMode),
})

function planTempfile(given: z.output<typeof args>, checkMode: boolean): Plan {
  if (checkMode) return { kind: 'skip', reason: 'remote module (tempfile) does not support check mode' }
  const where = given.path ?? 'the folder for temporary files'
  return {
    kind: 'change',
    steps: [
      {
        summary: `make a temporary ${given.state} in ${where}`,
        run: shell(SCRIPT, given.state, given.path ?? '', given.prefix, given.suffix),
        explain: explainFileFailure(`make a temporary ${given.state} in ${where}`, given.path ?? '/tmp'),
      },
    ],
    conclude: ([output]) => (output === undefined ? { changed: true } : conclude(given.state, output)),
  }
}

/** A failed try leaves nothing, hence no undo. Eight letters, as Python's tempfile takes. */
const SCRIPT = `
LC_ALL=C; export LC_ALL
folder=\${2:-\${TMPDIR:-/tmp}}
case $folder in '~') folder=$HOME ;; '~/'*) folder=$HOME/\${folder#'~/'} ;; /*) ;; *) folder=$PWD/$folder ;; esac
if [ ! -d "$folder" ]; then echo "[Errno 2] No such file or directory: '\${folder%/}/$3'" >&2; exit 1; fi
umask 077
for try in 1 2 3 4 5; do
  letters=$(tr -dc 'a-z0-9_' </dev/urandom | head -c 8)
  made=\${folder%/}/$3$letters$4
  if [ "$1" = directory ]; then mkdir -- "$made" || continue
  else ( set -C; : >"$made" ) || continue; fi
  stat -c '%a|%u|%g|%U|%G|%s' -- "$made"
  printf '%s\\n' "$made"
  exit 0
done
exit 1
`

function conclude(state: string, output: CommandOutput): Conclusion {
  const [attributes = '', ...path] = stdoutText(output).split('\n')
  const [mode = '', uid, gid, owner, group, size] = attributes.split('|')
  const values = { uid: Number(uid), gid: Number(gid), owner, group, size: Number(size), state }
  return { changed: true, values: { path: path.join('\n').trimEnd(), mode: mode.padStart(4, '0'), ...values } }
}
