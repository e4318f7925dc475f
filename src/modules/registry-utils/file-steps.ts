import type { PlainCommand, WriteCommand } from '../../model/remote-command.ts'
import { sharedShell } from '../../model/remote-command.ts'
import type { Diff, Step } from '../../model/plan.ts'
import type { ConfigFile } from './config-file.ts'
import { checksum } from './checksum.ts'
import { fileChangedMeanwhile } from './errors.ts'
import { maskCredentials } from '../../text-edit/mask-credentials.ts'
import { guarded } from './guarded.ts'

/** Fails where the file is no longer what the plan was made from. `undo` goes with it: it is undone last. */
export function unchangedStep(
  file: ConfigFile,
  undo: readonly PlainCommand[] = [],
  momentary: readonly string[] = [],
): Step {
  return {
    summary: `check that ${file.path} is as it was read`,
    run: sharedShell(UNCHANGED, file.realPath, file.present === undefined ? '' : checksum(file.present.bytes)),
    undo,
    ...(momentary.length > 0 && { momentary }),
    explain: () => fileChangedMeanwhile(file.path),
  }
}

/** $2 is its SHA-256, or nothing where there is no file. */
const UNCHANGED = `
if [ -z "$2" ]; then [ ! -e "$1" ]
else
  [ "$1" = "\${ls_seen-}" ] || { sum=$(sha256sum < "$1") && ls_seen=$1 ls_sum=\${sum%% *}; }
  [ "$1" = "\${ls_seen-}" ] && [ "$ls_sum" = "$2" ]
fi`

/** Who may do what with a file that holds secrets, or that is a user's own. */
export interface FileAccess {
  readonly mode: number
  /** By number. Absent: those of the file that is there, or of who acts. */
  readonly owner?: string
  readonly group?: string
  /** Of the folders that are made for it. Default: 0755. */
  readonly folderMode?: number
  /** They are Longshore's own, and other records of a run are in them: an undo leaves them. */
  readonly foldersStay?: boolean
}

/**
 * Puts a text in place, folders above it included. Without `access` mode and owner of a file that is there are kept; with
 * it they become what it says.
 */
export function putSteps(file: ConfigFile, text: string, access?: FileAccess): Step[] {
  const { mode, owner, group } = access ?? {}
  return [
    ...folderSteps(file, access),
    {
      summary: `put ${file.path} in place`,
      run: {
        kind: 'write',
        path: file.realPath,
        content: guarded(text),
        ...(mode !== undefined ? { mode } : modeKept(file)),
        ...(owner !== undefined && { owner }),
        ...(group !== undefined && { group }),
      },
      undo: [putBack(file)],
    },
  ]
}

function modeKept({ present }: ConfigFile): Pick<WriteCommand, 'mode' | 'modeSeen'> {
  return present === undefined ? { mode: 0o644 } : { modeSeen: present.mode }
}

export function removeStep(file: ConfigFile): Step {
  return {
    summary: `remove ${file.path}`,
    run: { kind: 'remove', path: file.realPath },
    undo: [putBack(file)],
  }
}

/** The command that makes the file what it was: bytes, mode and owner, or nothing at all. */
export function putBack(file: ConfigFile, text?: string): PlainCommand {
  if (file.present === undefined && text === undefined) return { kind: 'remove', path: file.realPath }
  const { bytes, mode, uid, gid } = file.present ?? { bytes: Buffer.alloc(0), mode: 0o644, uid: 0, gid: 0 }
  const original = bytes.toString('utf8')
  return {
    kind: 'write',
    path: file.realPath,
    content: guarded(text ?? original),
    mode,
    owner: String(uid),
    group: String(gid),
  }
}

const MAKE_FOLDER = `
[ -d "$1" ] || { mkdir -m "$2" -- "$1" && { [ -z "$3" ] || chown -- "$3" "$1"; }; }`

/** One step for each folder that is missing, outermost first; undone where it is empty by then. */
function folderSteps({ realPath, existingFolder }: ConfigFile, access?: FileAccess): Step[] {
  const mode = (access?.folderMode ?? 0o755).toString(8)
  const ids = access?.owner === undefined ? '' : `${access.owner}:${access.group ?? ''}`
  const folder = realPath.slice(0, Math.max(1, realPath.lastIndexOf('/')))
  if (folder.length <= existingFolder.length) return []
  const base = existingFolder === '/' ? '' : existingFolder
  const names = folder
    .slice(base.length)
    .split('/')
    .filter((name) => name !== '')
  return names.map((_, index) => {
    const path = [base, ...names.slice(0, index + 1)].join('/')
    return {
      summary: `make the folder ${path}`,
      run: sharedShell(MAKE_FOLDER, path, mode, ids),
      undo: access?.foldersStay === true ? [] : [sharedShell('rmdir -- "$1" 2>/dev/null || :', path)],
    }
  })
}

export function maskedDiff(file: ConfigFile, before: string, after: string | undefined): Diff {
  return {
    path: file.path,
    before: file.present === undefined ? undefined : maskCredentials(before),
    after: after === undefined ? undefined : maskCredentials(after),
  }
}
