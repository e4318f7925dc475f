import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Diff, Step } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import {
  attributesAfter,
  attributesDiff,
  attributesStep,
  attributeValues,
  freshAttributes,
  sameAttributes,
  type WantedAttributes,
} from './attributes.ts'
import { checksumOf } from './checksum.ts'
import { diffText } from './diff-text.ts'
import { destinationFolderMissing, notARegularFile } from './errors.ts'
import type { Identity } from './identity.ts'
import { parentOf, type Inode, type PathState } from './path-state.ts'
import { backupStep, validateStep, writeStep } from './write-steps.ts'

export interface PutFile {
  readonly state: PathState
  readonly content: Buffer
  readonly wanted: WantedAttributes
  readonly who: Identity
  /** Write through a symlink at the path instead of replacing it. */
  readonly follow: boolean
  readonly backup: boolean
  /** The words of a command that checks a candidate; `%s` stands for it. */
  readonly validate: readonly string[] | undefined
  /** What a `validate` that refuses says, where it is more than an error: the values of the task. */
  readonly valuesOfRefusal?: (output: CommandOutput) => Vars
  /** Folders that a step before this one makes: their absence is no error. */
  readonly foldersComing?: boolean
}

export interface PutFilePlan {
  readonly changed: boolean
  readonly contentChanged: boolean
  readonly steps: readonly Step[]
  readonly diff: readonly Diff[]
  readonly notes: readonly string[]
  readonly values: Vars
}

/** What makes a regular file hold these bytes with these attributes, and how it comes back. */
export function putFile(file: PutFile): Result<PutFilePlan, LongshoreError> {
  const { state, who } = file
  const there = file.follow ? state.target : state.entry
  const path = file.follow && state.entry?.kind === 'link' ? state.realPath : state.path
  if (there !== undefined && there.kind !== 'file' && there.kind !== 'link')
    return err(notARegularFile(path, there.kind))
  if (there === undefined && file.foldersComing !== true && !folderExists(state)) {
    return err(destinationFolderMissing(parentOf(path)))
  }
  const before = there?.kind === 'file' ? there : undefined
  const fresh = freshAttributes(who, false)
  const after = attributesAfter(before ?? fresh, file.wanted, who, false)
  if (!after.ok) return after
  const sha1 = checksumOf(file.content)
  const values = {
    dest: path,
    checksum: sha1,
    ...attributeValues(after.value, file.content.length, 'file'),
  }
  if (before !== undefined && state.sha1 === sha1) {
    const changed = !sameAttributes(before, after.value)
    return ok({
      changed,
      contentChanged: false,
      steps: changed ? [attributesStep(path, before, after.value)] : [],
      diff: attributesDiff(path, before, after.value),
      notes: [],
      values: { ...values, path },
    })
  }
  const backupPath = `${path}.${who.backupStamp}~`
  const refusal = file.valuesOfRefusal && { valuesOfFailure: file.valuesOfRefusal }
  const backedUp = file.backup && before !== undefined
  return ok({
    changed: true,
    contentChanged: true,
    steps: [
      ...(file.validate === undefined ? [] : [{ ...validateStep(path, file.content, file.validate), ...refusal }]),
      ...(backedUp ? [backupStep(path, backupPath)] : []),
      writeStep({ path, content: file.content, there, state, before: before ?? fresh, after: after.value }),
    ],
    diff: [contentDiff(path, before, file), ...attributesDiff(path, before ?? fresh, after.value)],
    notes: undoNotes(path, before, state),
    values: {
      ...values,
      md5sum: checksumOf(file.content, 'md5'),
      ...(backedUp ? { backup_file: backupPath } : {}),
    },
  })
}

function folderExists(state: PathState): boolean {
  if (!state.nearestIsDirectory && state.entry === undefined) return false
  return state.entry !== undefined || parentOf(state.path) === state.nearest
}

function contentDiff(path: string, before: Inode | undefined, file: PutFile): Diff {
  const { content } = file.state
  const old = content === undefined ? `(${before?.size ?? 0} bytes, too long to show)\n` : diffText(content)
  return { path, before: before === undefined ? undefined : old, after: diffText(file.content) }
}

function undoNotes(path: string, before: Inode | undefined, state: PathState): readonly string[] {
  if (before === undefined || state.content !== undefined) return []
  return [
    `${path} is too large to be kept for a rollback (${before.size} bytes): backup: true keeps a copy on the host`,
  ]
}
