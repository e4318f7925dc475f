import { isUtf8 } from 'node:buffer'
import type { Step } from '../../model/plan.ts'
import { exec, shell, type PlainCommand } from '../../model/remote-command.ts'
import type { Attributes } from './attributes.ts'
import { validationFailed } from './errors.ts'
import { explainFileFailure } from './explain.ts'
import type { Inode, PathState } from './path-state.ts'

interface Write {
  readonly path: string
  readonly content: Buffer
  /** What the write replaces. */
  readonly there: Inode | undefined
  readonly state: PathState
  readonly before: Attributes
  readonly after: Attributes
}

/** Writes the bytes atomically. Undone: the bytes, mode and owner before; a symlink; or nothing at all. */
export function writeStep(write: Write): Step {
  const { path, after, before } = write
  const undo = undoOf(write)
  return {
    summary: `write ${path} (${write.content.length} bytes)`,
    run: {
      kind: 'write',
      path,
      content: write.content,
      mode: after.mode,
      ...(after.uid === before.uid ? {} : { owner: String(after.uid) }),
      ...(after.gid === before.gid ? {} : { group: String(after.gid) }),
    },
    ...(undo === undefined ? {} : { undo }),
    explain: explainFileFailure(`write ${path}`, path),
  }
}

function undoOf({ path, there, state }: Write): readonly PlainCommand[] | undefined {
  if (there === undefined) return [{ kind: 'remove', path }]
  if (there.kind === 'link') return [makeLink(path, state.linkTarget ?? '')]
  return state.content === undefined ? undefined : [putBack(path, there, state.content)]
}

/** The bytes, mode and owner that a file had. */
export function putBack(path: string, was: Attributes, content: Buffer): PlainCommand {
  return { kind: 'write', path, content, mode: was.mode, owner: String(was.uid), group: String(was.gid) }
}

/** Makes `path` a symlink, atomically, whatever file or symlink is there. */
export function makeLink(path: string, target: string): PlainCommand {
  return shell(LINK_SCRIPT, path, target, '-s')
}

/** Makes `path` another name of `target`, atomically. */
export function makeHardLink(path: string, target: string): PlainCommand {
  return shell(LINK_SCRIPT, path, target, '')
}

/** A rename onto another name of the same file does nothing and leaves both, hence the last line. */
const LINK_SCRIPT = `
beside=$1.longshore-$$
trap 'rm -f -- "$beside"' EXIT
ln $3 -- "$2" "$beside" || exit 1
if [ -d "$1" ] && [ ! -L "$1" ]; then rmdir -- "$1" || exit 1; fi
mv -f -T -- "$beside" "$1" 2>/dev/null && exit 0
if [ -L "$1" ] || [ -f "$1" ]; then rm -f -- "$1" || exit 1; fi
ln $3 -- "$2" "$1"
`

export function backupStep(path: string, backupPath: string): Step {
  return {
    summary: `keep a copy as ${backupPath}`,
    run: exec('cp', '-p', '--', path, backupPath),
    files: [backupPath],
    undo: [{ kind: 'remove', path: backupPath }],
    explain: explainFileFailure(`keep a copy of ${path}`, path),
  }
}

/** Lets a command check a candidate, a file of its own (0600) that is gone when the step ends. */
export function validateStep(path: string, content: Buffer, words: readonly string[]): Step {
  const text = isUtf8(content) && !content.includes(0)
  return {
    summary: `let ${words[0] ?? 'a command'} check the new ${path}`,
    run: {
      ...shell(VALIDATE_SCRIPT, text ? 'text' : 'base64', ...words),
      content: content.toString(text ? 'utf8' : 'base64'),
    },
    undo: [],
    explain: (output) => validationFailed(path, words[0] ?? '', output),
  }
}

/** The kernel tells the umask without a process, from 4.7 on. */
const VALIDATE_SCRIPT = `
encoding=$1; shift
candidate=\${TMPDIR:-/tmp}/$ls_unused
trap 'rm -f -- "$candidate"' EXIT
key= mask=
{ read -r key mask; read -r key mask; } 2>/dev/null </proc/self/status
[ "$key" = Umask: ] || mask=$(umask)
umask 077
set -C
if [ "$encoding" = base64 ]; then ls_content | base64 -d >"$candidate"; else ls_content >"$candidate"; fi || exit 1
set +C
umask "$mask"
for word do
  shift
  case $word in *%s*) word=\${word%%%s*}$candidate\${word#*%s} ;; esac
  set -- "$@" "$word"
done
"$@" </dev/null
`
