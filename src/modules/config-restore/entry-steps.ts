import { Secret } from '../../base/secret.ts'
import type { FileEntry, SnapshotEntry } from '../../model/host-snapshot.ts'
import type { Step } from '../../model/plan.ts'
import { shell, type PlainCommand } from '../../model/remote-command.ts'
import { sha256Of } from '../backup-utils/snapshot-from.ts'
import { changedMeanwhile } from './errors.ts'

/** One path that is to be as it was. */
export interface EntryChange {
  readonly path: string
  readonly now: SnapshotEntry | undefined
  readonly then: SnapshotEntry | undefined
}

/** What goes comes first, the innermost before all; then folders, the outermost first; then files and links. */
export function entrySteps(changes: readonly EntryChange[]): Step[] {
  const goes = changes.filter(({ now, then }) => now !== undefined && now.kind !== then?.kind)
  const comes = changes.filter(({ then }) => then !== undefined)
  const innermost = [...goes].sort((a, b) => b.path.length - a.path.length)
  const folders = comes.filter(({ then }) => then?.kind === 'folder').sort((a, b) => a.path.length - b.path.length)
  const others = comes.filter(({ then }) => then?.kind !== 'folder')
  return [
    ...innermost.flatMap(({ path, now }) => (now === undefined ? [] : [removeStep(path, now)])),
    ...[...folders, ...others].flatMap(({ path, now, then }) =>
      then === undefined ? [] : putEntry(path, now?.kind === then.kind ? now : undefined, then),
    ),
  ]
}

function removeStep(path: string, now: SnapshotEntry): Step {
  return { summary: `remove ${path}`, run: removal(now), undo: commandsFor(now) }
}

function putEntry(path: string, now: SnapshotEntry | undefined, then: SnapshotEntry): Step[] {
  const [first, ...rest] = commandsFor(then)
  if (first === undefined) return []
  const undo = now === undefined ? [removal(then)] : commandsFor(now)
  return [
    { summary: `put ${path} back`, run: first, undo },
    ...rest.map((run) => ({ summary: `give ${path} its context`, run, undo: [] })),
  ]
}

/** One for a folder that is above what is put back, and that no backup describes. */
export function parentStep(path: string): Step {
  return {
    summary: `make the folder ${path}`,
    run: shell('[ -d "$1" ] || mkdir -m 0755 -- "$1"', path),
    undo: [shell('rmdir -- "$1" 2>/dev/null || :', path)],
  }
}

function removal({ path, kind }: SnapshotEntry): PlainCommand {
  return kind === 'folder' ? shell('[ ! -d "$1" ] || rmdir -- "$1"', path) : { kind: 'remove', path }
}

/** Makes the path what the entry says, whatever of the same kind, or nothing, is there. */
function commandsFor(entry: SnapshotEntry): PlainCommand[] {
  const { path, uid, gid, context } = entry
  const label = context === undefined ? [] : [shell(LABEL, path, context)]
  if (entry.kind === 'link') return [shell(LINK, path, entry.target, `${uid}:${gid}`), ...label]
  if (entry.kind === 'folder') return [shell(FOLDER, path, entry.mode.toString(8), `${uid}:${gid}`), ...label]
  const { mode } = entry
  return [{ kind: 'write', path, content: contentOf(entry), mode, owner: String(uid), group: String(gid) }, ...label]
}

function contentOf({ content = Buffer.alloc(0), secret }: FileEntry): string | Secret | Uint8Array {
  const text = content.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(content)) return content
  return secret === undefined ? text : new Secret(text)
}

const LINK = `
t=$1.longshore-link
ln -s -- "$2" "$t" && chown -h -- "$3" "$t" && mv -f -- "$t" "$1" && exit 0
rm -f -- "$t"
exit 1`

const FOLDER = `
[ -d "$1" ] || mkdir -- "$1" || exit 1
chown -- "$3" "$1" && chmod -- "$2" "$1"`

const LABEL = 'if [ -e /sys/fs/selinux/enforce ]; then chcon -h -- "$2" "$1"; fi'

/** Fails where something is no longer what the plan was made from. `undo` goes with it: it is undone last. */
export function unchangedStep(
  changes: readonly EntryChange[],
  undo: readonly PlainCommand[],
  momentary: readonly string[],
): Step {
  const words = changes.flatMap(({ path, now }) => [path, stateOf(now)])
  return {
    summary: `check that ${changes.length === 1 ? 'a file is' : `${changes.length} files are`} as read`,
    run: shell(UNCHANGED, ...words),
    undo,
    ...(momentary.length > 0 && { momentary }),
    explain: () => changedMeanwhile(),
  }
}

function stateOf(now: SnapshotEntry | undefined): string {
  if (now === undefined) return 'absent'
  if (now.kind !== 'file') return now.kind
  return sha256Of(now.content ?? Buffer.alloc(0))
}

const UNCHANGED = `
while [ $# -gt 1 ]; do
  case $2 in
    absent) [ ! -e "$1" ] && [ ! -L "$1" ] || exit 1 ;;
    link) [ -L "$1" ] || exit 1 ;;
    folder) [ -d "$1" ] || exit 1 ;;
    *) [ "$(sha256sum <"$1" | cut -c 1-64)" = "$2" ] || exit 1 ;;
  esac
  shift 2
done`
