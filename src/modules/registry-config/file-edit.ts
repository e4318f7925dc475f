import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan, Step } from '../../model/plan.ts'
import type { PlainCommand } from '../../model/remote-command.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { managedElsewhere } from '../registry-utils/errors.ts'
import { fileObstacle, fileText } from '../registry-utils/file-obstacle.ts'
import { maskedDiff, putSteps, removeStep, unchangedStep, type FileAccess } from '../registry-utils/file-steps.ts'
import { ownerComment } from '../registry-utils/management-marker.ts'
import { impossible, NOTHING_TO_DO } from './part.ts'

/** A file that is written, or removed where `after` is undefined. */
export interface FileEdit {
  readonly file: ConfigFile
  readonly before: string
  readonly after: string | undefined
}

/** Undefined where the file is as it shall be. */
export function fileEdit(
  file: ConfigFile,
  takeOver: boolean,
  edit: (text: string) => Result<string | undefined, LongshoreError>,
): Result<FileEdit | undefined, LongshoreError> {
  const before = fileText(file)
  if (!before.ok) return before
  const after = edit(before.value)
  if (!after.ok) return after
  if (after.value === (file.present === undefined ? undefined : before.value)) return ok(undefined)
  const owner = ownerComment(before.value)
  if (owner !== undefined && !takeOver) return err(managedElsewhere(file.path, owner))
  const obstacle = fileObstacle(file, Buffer.byteLength(after.value ?? ''))
  return obstacle === undefined ? ok({ file, before: before.value, after: after.value }) : err(obstacle)
}

export interface FileEffect {
  /** What makes the daemon take it, and proves that. */
  readonly then: readonly Step[]
  /** What makes the daemon take the old file again, once it is back. */
  readonly back: readonly PlainCommand[]
  /** Words of `back` that are of this moment (`Step`). */
  readonly momentary?: readonly string[]
  readonly access?: FileAccess
  readonly notes?: readonly string[]
}

export function editPlan(edit: Result<FileEdit | undefined, LongshoreError>, effect: FileEffect): Plan {
  if (!edit.ok) return impossible(edit.error)
  if (edit.value === undefined) return NOTHING_TO_DO
  const { file, before, after } = edit.value
  const { then, back, momentary, access, notes } = effect
  return {
    kind: 'change',
    steps: [
      unchangedStep(file, back, momentary),
      ...(after === undefined ? [removeStep(file)] : putSteps(file, after, access)),
      ...then,
    ],
    diff: [maskedDiff(file, before, after)],
    ...(notes !== undefined && { notes }),
  }
}
