import { err, ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import type { Plan, Step } from '../../model/plan.ts'
import { exec, shell, type PlainCommand } from '../../model/remote-command.ts'
import { chattrFailed, factUnreadable } from './errors.ts'
import { FLAG_FUNCTIONS } from './flag-functions.ts'

/** By path: the letters of lsattr(1), empty where the file system has none. Undefined where the host has no chattr. */
export type InodeFlags = ReadonlyMap<string, string> | undefined

interface Wanted {
  readonly attributes?: string | undefined
}

/** The flags of what is there of `paths`; of everything below them too, where `below` is set. Nothing where no task asks. */
export function flagFacts(args: Wanted, paths: readonly string[], below = false): Record<string, Fact<unknown>> {
  return args.attributes === undefined ? {} : { flags: flagsOf(paths, below) }
}

function flagsOf(paths: readonly string[], below: boolean): Fact<InodeFlags> {
  return {
    name: `flags of ${paths.join(', ')}`,
    command: { ...shell(LIST_SCRIPT, below ? 'below' : '', ...paths), tolerant: true },
    parse: (output) => {
      if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(paths.join(', '), output))
      const [able, ...lines] = output.stdout.toString('utf8').split('\n').slice(0, -1)
      if (able !== 'chattr') return ok(undefined)
      return ok(new Map(lines.map((line) => line.split(/\|(.*)/s, 2).reverse() as [string, string])))
    },
  }
}

const LIST_SCRIPT = `${FLAG_FUNCTIONS}
below=$1; shift
command -v chattr >/dev/null || { echo none; exit 0; }
echo chattr
for path do
  case $path in '~') path=$HOME ;; '~/'*) path=$HOME/\${path#'~/'} ;; esac
  [ ! -e "$path" ] || printf '%s|%s\\n' "$(flags_of "$path")" "$path"
  [ -n "$below" ] && [ -d "$path" ] || continue
  find "$path/" -mindepth 1 ! -type l -exec sh -c '
    for path do
      said=$(lsattr -d -- "$path" 2>/dev/null)
      printf "%s|%s\\n" "$(printf %s "\${said%% *}" | tr -d -)" "$path"
    done' sh {} + | sed 's,^\\([^|]*|.*\\)//,\\1/,'
done
`

/** A plan with the attributes of chattr that the task asks for, those that are there already left alone, as Ansible does. */
export function withFlags(plan: Plan, { attributes }: Wanted, flags: InodeFlags, paths: readonly string[]): Plan {
  if (attributes === undefined || flags === undefined) return plan
  if (plan.kind !== 'change' && plan.kind !== 'in-desired-state') return plan
  const mode = modeOf(attributes)
  const differs = (path: string) => mode.sign === '-' || flags.get(path) !== mode.letters
  const todo = plan.kind === 'change' ? paths : paths.filter((path) => flags.has(path) && differs(path))
  if (todo.length === 0) return plan
  const diff = todo.filter(differs).map((path) => ({
    path: `${path} (attributes)`,
    before: `attributes: ${flags.get(path) ?? ''}\n`,
    after: `attributes: ${mode.sign}${mode.letters}\n`,
  }))
  const before = plan.kind === 'change' ? plan : { steps: [], diff: [] }
  const steps = [...flagsBackStep(todo, flags), ...before.steps, flagsStep(attributes, todo)]
  return { ...plan, kind: 'change', steps, diff: [...(before.diff ?? []), ...diff] }
}

/** The same for a module that tells in `msg` that attributes changed. */
export function withFlagsTold(plan: Plan, wanted: Wanted, flags: InodeFlags, path: string): Plan {
  const flagged = withFlags(plan, wanted, flags, [path])
  if (flagged.kind !== 'change' || flagged === plan) return flagged
  const told = 'ownership, perms or SE linux context changed'
  const said = flagged.values?.['msg']
  const msg = typeof said === 'string' ? said : ''
  if (msg.endsWith(told)) return flagged
  return { ...flagged, values: { ...flagged.values, msg: msg === '' ? told : `${msg} and ${told}` } }
}

/** What chattr(1) takes; empty where no task asks. */
export function chattrMode({ attributes }: Wanted): string {
  if (attributes === undefined) return ''
  const { sign, letters } = modeOf(attributes)
  return `${sign}${letters}`
}

/** Takes off what would keep a file from being put back. */
export function unsetFlags(path: string): PlainCommand {
  return shell(UNSET_SCRIPT, path, '-ia')
}

/** `+i`, `-i` or `i`: what chattr adds, takes away, or sets. */
function modeOf(attributes: string): { readonly sign: string; readonly letters: string } {
  const signed = /^[+-]/.test(attributes)
  return { sign: signed ? attributes.slice(0, 1) : '=', letters: signed ? attributes.slice(1) : attributes }
}

/** Undone: what would keep the file from being put back is taken off. */
function flagsStep(attributes: string, paths: readonly string[]): Step {
  const mode = chattrMode({ attributes })
  return {
    summary: `set the attributes ${mode} of ${paths.join(', ')}`,
    run: shell(SET_SCRIPT, mode, ...paths),
    undo: [shell(UNSET_SCRIPT, ...paths.flatMap((path) => [path, '-ia']))],
    explain: chattrFailed,
  }
}

/** Comes before everything else, so that its undo comes last: the flags that were there, on what was put back. */
function flagsBackStep(paths: readonly string[], flags: ReadonlyMap<string, string>): readonly Step[] {
  const there = paths.filter((path) => flags.has(path))
  if (there.length === 0) return []
  const words = there.flatMap((path) => [path, `=${settable(flags.get(path) ?? '')}`])
  return [{ summary: 'keep the attributes that are there', run: exec('true'), undo: [shell(UNSET_SCRIPT, ...words)] }]
}

/** chattr refuses the letters that only the file system sets. */
function settable(letters: string): string {
  return letters.replaceAll(/[^aAcCdDeFijmPsStTux]/g, '')
}

const SET_SCRIPT = `${FLAG_FUNCTIONS}
mode=$1; shift
for path do set_flags "$mode" "$path" || exit 1; done
`

const UNSET_SCRIPT = `${FLAG_FUNCTIONS}
while [ $# -ge 2 ]; do
  [ ! -e "$1" ] || [ "=$(flags_of "$1")" = "$2" ] || chattr "$2" -- "$1" 2>/dev/null || :
  shift 2
done
`
