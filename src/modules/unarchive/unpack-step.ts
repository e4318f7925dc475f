import type { Step } from '../../model/plan.ts'
import { type CommandOutput, stderrText, stdoutText } from '../../model/command-output.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { attributeValues } from '../module-utils/attributes.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import type { ArchiveState } from './archive-fact.ts'
import { OPEN_ARCHIVE } from './archive-script.ts'
import { notUnpacked } from './errors.ts'
import type { PreparedUnarchive } from './prepare.ts'

/** Unpacks, and sets the attributes that are asked for. Undone: what was not there goes, what was comes back, times too. */
export function unpackStep({ args, content, words }: PreparedUnarchive, state: ArchiveState, folder: string): Step {
  const mode = typeof args.mode === 'number' ? modeText(args.mode) : (args.mode ?? '')
  const owner = `${args.owner ?? ''}${args.group === undefined ? '' : `:${args.group}`}`
  const attributes = [owner, mode, ...attributedPaths(state)]
  const { originals, paths, there } = state
  const absolute = (path: string) => (path === '.' ? folder : `${folder === '/' ? '' : folder}/${path}`)
  const absent = paths.filter((path) => !there.has(path)).map(absolute)
  const present = paths.filter((path) => there.has(path)).map(absolute)
  return {
    summary: `unpack ${args.src} in ${folder}`,
    run: { ...shell(UNPACK, String(attributes.length), ...attributes, ...words), stdin: content ?? '' },
    ...(originals === undefined
      ? {}
      : {
          undo: [{ ...shell(UNDO, folder, String(absent.length), ...absent.reverse(), ...present), stdin: originals }],
        }),
    explain: (output) => notUnpacked(args.src, args.dest, stderrText(output).trim()),
  }
}

/** Members, and the outermost folders that they are in. */
export function attributedPaths({ members, paths }: ArchiveState): readonly string[] {
  const named = new Set(members.map((member) => member.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '') || '.'))
  return paths.filter((path) => named.has(path) || !path.includes('/'))
}

/** What the folder is like afterwards: the archive may have an entry for it. */
export function folderValues(output: CommandOutput): Vars {
  const [mode = '', uid, gid, owner = '', group = '', size] = stdoutText(output).trim().split('|')
  const folder = { mode: Number.parseInt(mode, 8), uid: Number(uid), gid: Number(gid), owner, group }
  return attributeValues(folder, Number(size), 'directory')
}

/** Before the words of every script: how many words come first, then owner, mode and the paths that get them. */
const UNPACK = `
count=$1 owner=$2 mode=$3; shift 3
list=$(mktemp) || exit 1
at=2
while [ "$at" -lt "$count" ]; do printf '%s\\n' "$1"; shift; at=$((at + 1)); done > "$list"
${OPEN_ARCHIVE}
mv -- "$list" "$work/list" || exit 1
if [ "$kind" = zip ]; then unzip_into "$dest" "$@" || exit 1
else tar --extract $unpack "$@" || exit 1
fi
cd -- "$dest" || exit 1
if [ -n "$owner$mode" ]; then
  while IFS= read -r path; do
    [ -e "$path" ] || [ -L "$path" ] || continue
    [ -z "$owner" ] || chown -h -- "$owner" "$path" || exit 1
    [ -z "$mode" ] || [ -L "$path" ] || chmod -- "$mode" "$path" || exit 1
  done < "$work/list"
fi
stat -c '%a|%u|%g|%U|%G|%s' .
`

/** $1 the folder, $2 how many paths have to go, inner ones first, then those paths; on stdin a tar of what was there. */
const UNDO = `
dest=$1 count=$2; shift 2
originals=$(mktemp) || exit 1
trap 'rm -f -- "$originals"' EXIT
base64 -d > "$originals" || exit 1
while [ "$count" -gt 0 ]; do
  if [ -d "$1" ] && [ ! -L "$1" ]; then rmdir -- "$1" || exit 1; else rm -f -- "$1" || exit 1; fi
  shift
  count=$((count - 1))
done
[ ! -s "$originals" ] || tar --extract -p --same-owner --numeric-owner -C "$dest" -f "$originals"
`
