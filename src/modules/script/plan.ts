import type { CommandOutput } from '../../model/command-output.ts'
import type { Conclusion, Plan } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Presence } from '../command/check-mode.ts'
import { concludeUnframed } from '../command/run-plan.ts'

export interface Script {
  /** As the file is called on the controller. */
  readonly name: string
  readonly content: string
  readonly encoding: 'text' | 'base64'
  /** What a shell of the host runs, with the path of the script in `$0`. */
  readonly command: string
  readonly chdir: string | undefined
  readonly creates: string | undefined
  readonly removes: string | undefined
  readonly checkMode: boolean
}

/** One step: the script goes to a folder of its own (0700), runs, and is removed whatever happens. */
export function planScript(script: Script, presence: Presence | undefined): Plan {
  if (script.checkMode) return planCheck(script, presence)
  return {
    kind: 'change',
    steps: [
      {
        summary: `run the script ${script.name}`,
        run: {
          ...shell(
            SCRIPT,
            script.name,
            script.encoding,
            script.chdir ?? '',
            script.creates ?? '',
            script.removes ?? '',
            script.command,
          ),
          stdin: script.content,
          tolerant: true,
        },
      },
    ],
    conclude: ([output]) => (output === undefined ? { changed: false } : concludeScript(script, output)),
  }
}

function planCheck(script: Script, presence: Presence | undefined): Plan {
  if (script.creates !== undefined && presence?.creates === true)
    return skippedBy(`${script.creates} exists, matching creates option`)
  if (script.removes !== undefined && presence?.removes === false) {
    return skippedBy(`${script.removes} does not exist, matching removes option`)
  }
  if (script.creates === undefined && script.removes === undefined) {
    return skippedBy('Check mode is not supported for this task.')
  }
  return { kind: 'change', steps: [] }
}

function skippedBy(msg: string): Plan {
  return { kind: 'skip', reason: msg, values: { msg } }
}

function concludeScript(script: Script, output: CommandOutput): Conclusion {
  const text = output.stdout.toString('utf8')
  const headEnd = text.indexOf('\n')
  const kind = text.slice(0, headEnd)
  if (kind === 'creates') return notNeeded(`${script.creates ?? ''} exists, matching creates option`)
  if (kind === 'removes') return notNeeded(`${script.removes ?? ''} does not exist, matching removes option`)
  return concludeUnframed(script.name, output, text.slice(headEnd + 1))
}

function notNeeded(msg: string): Conclusion {
  return { changed: false, skipped: true, values: { msg } }
}

const SCRIPT = `
present() {
  case $1 in '~/'*) set -- "$HOME/\${1#'~/'}" ;; esac
  IFS=
  for match in $1; do if [ -e "$match" ] || [ -L "$match" ]; then unset IFS; return 0; fi; done
  unset IFS; return 1
}
name=$1 encoding=$2 chdir=$3 creates=$4 removes=$5 command=$6
if [ -n "$chdir" ] && ! cd "$chdir"; then echo ran; exit 2; fi
if [ -n "$creates" ] && present "$creates"; then echo creates; exit 0; fi
if [ -n "$removes" ] && ! present "$removes"; then echo removes; exit 0; fi
umask_before=$(umask); umask 077
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' HUP INT TERM
if [ "$encoding" = base64 ]; then base64 -d >"$folder/$name"; else cat >"$folder/$name"; fi || exit 1
chmod 0700 "$folder/$name"; umask "$umask_before"
echo ran
sh -c "$command" "$folder/$name" </dev/null
`
