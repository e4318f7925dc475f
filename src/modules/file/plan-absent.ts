import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import { type FolderCopy, makeFolderAgain } from '../module-utils/folder-copy.ts'
import type { Inode, PathState } from '../module-utils/path-state.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import { makeLink, putBack } from '../module-utils/write-steps.ts'
import { kindName } from './kind-values.ts'

/** Removes what is at the path itself. It comes back when undone, a folder with all below it, where it was not too much to keep. */
export function planAbsent(state: PathState, folder?: FolderCopy): Plan {
  const { path, entry } = state
  const values = { path, state: 'absent' }
  if (entry === undefined) return { kind: 'in-desired-state', values }
  const isFolder = entry.kind === 'directory'
  const undo = undoOf(state, entry, folder)
  const fields = { before: { state: kindName(entry) }, after: { state: 'absent' } }
  const step: Step = {
    summary: isFolder ? `remove the folder ${path} and everything below it` : `remove ${path}`,
    run: { kind: 'remove', path, ...(isFolder ? { recursive: true } : {}) },
    ...(undo === undefined ? {} : { undo }),
    explain: explainFileFailure(`remove ${path}`, path),
  }
  return {
    kind: 'change',
    steps: [step],
    diff: [{ path, before: `state: ${entry.kind}\n`, after: 'state: absent\n', fields }],
    values,
    ...(undo === undefined ? { notes: [noWayBack(path, entry, folder)] } : {}),
  }
}

function undoOf(
  { path, linkTarget, content, isEmptyDirectory }: PathState,
  entry: Inode,
  folder: FolderCopy | undefined,
): Step['undo'] {
  if (entry.kind === 'file') return content === undefined ? undefined : [putBack(path, entry, content)]
  if (entry.kind === 'link') return [makeLink(path, linkTarget ?? '')]
  if (entry.kind === 'directory' && isEmptyDirectory) {
    return [shell(MAKE_AGAIN, path, `${entry.uid}:${entry.gid}`, modeText(entry.mode))]
  }
  return folder?.kind === 'kept' ? [makeFolderAgain(path, folder.tar)] : undefined
}

const MAKE_AGAIN = `mkdir -p -- "$1" && chown -- "$2" "$1" && chmod -- "$3" "$1"`

function noWayBack(path: string, entry: Inode, folder: FolderCopy | undefined): string {
  if (entry.kind === 'directory') {
    const why = folder?.kind === 'lost' ? folder.why : 'what is below it is not kept'
    return `removing the folder ${path} cannot be undone: ${why}`
  }
  return entry.kind === 'file'
    ? `removing ${path} cannot be undone: ${entry.size} bytes are too many to keep`
    : `removing ${path} cannot be undone: it is not a regular file`
}
