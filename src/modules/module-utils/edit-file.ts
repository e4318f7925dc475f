import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Plan } from '../../model/plan.ts'
import type { WantedAttributes } from './attributes.ts'
import { fileTooLarge, pathIsFolder, pathMissing } from './errors.ts'
import { makeFoldersStep } from './folders.ts'
import type { Identity } from './identity.ts'
import { withFlagsTold, type InodeFlags } from './inode-flags.ts'
import { missingFolders, parentOf, type PathState } from './path-state.ts'
import { putFile } from './put-file.ts'

export interface EditFacts {
  readonly who: Identity
  readonly file: PathState
  readonly flags?: InodeFlags
}

export interface Edit {
  readonly content: Buffer
  /** What was done, in Ansible's words; empty where nothing was. */
  readonly msg: string
  readonly wanted: WantedAttributes
  readonly backup: boolean
  readonly validate: readonly string[] | undefined
}

/** Why a file cannot be edited, with Ansible's `rc`: a folder, too large, or not there. */
export function editObstacle(
  { target, path, content }: PathState,
  create: boolean,
): { readonly error: LongshoreError; readonly rc: number } | undefined {
  if (target?.kind === 'directory') return { error: pathIsFolder(path), rc: 256 }
  if (target === undefined) return create ? undefined : { error: pathMissing(path), rc: 257 }
  return content === undefined ? { error: fileTooLarge(path, target.size), rc: 258 } : undefined
}

/** Puts an edited file in place, through a symlink, and tells of it as Ansible's editing modules do. */
export function planEditedFile(facts: EditFacts, edit: Edit): Plan {
  return withFlagsTold(planPut(facts, edit), edit.wanted, facts.flags, facts.file.realPath)
}

function planPut({ who, file }: EditFacts, edit: Edit): Plan {
  const folders = file.target === undefined ? missingFolders(file, parentOf(file.path)) : []
  const put = putFile({ state: file, who, follow: true, foldersComing: true, ...edit })
  if (!put.ok) return { kind: 'impossible', error: put.error }
  const { values, steps, diff, notes, changed } = put.value
  const attributesToo = diff.some((part) => part.path.endsWith('(attributes)'))
  const attributesText = `${edit.msg === '' ? '' : ' and '}ownership, perms or SE linux context changed`
  const backup = values['backup_file']
  const answer = {
    msg: `${edit.msg}${attributesToo ? attributesText : ''}`,
    ...(backup === undefined ? {} : { backup_file: backup }),
  }
  if (!changed) return { kind: 'in-desired-state', values: answer }
  const making = folders.length === 0 ? [] : [makeFoldersStep(folders, undefined)]
  return { kind: 'change', steps: [...making, ...steps], diff, notes, values: answer }
}
