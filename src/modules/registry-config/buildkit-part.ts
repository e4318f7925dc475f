import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { editBuildkitdToml } from '../../registry/buildkit/edit-buildkitd-toml.ts'
import { forBuildkit } from '../../registry/desired/for-buildkit.ts'
import type { OwnedKeys } from '../../registry/desired/ownership.ts'
import { textBroken } from '../containerd-registry/errors.ts'
import { editPlan, fileEdit } from './file-edit.ts'
import type { Part, Task } from './part.ts'
import { actionOf, restartEffect, runningUnits } from './unit-effect.ts'

/** A buildkitd of its own; the one inside dockerd follows dockerd. */
export function buildkitPart(task: Task): Part | undefined {
  const { args, desired, facts } = task
  const found = facts.own.found.find(({ name }) => name === 'buildkit')
  if (found === undefined) return undefined
  const share = forBuildkit(desired)
  const file = facts.own.buildkit
  let owned: OwnedKeys = {}
  const edit = fileEdit(file, args.take_over, (text): Result<string | undefined, LongshoreError> => {
    const edited = editBuildkitdToml(text, share, task.owned['buildkit'] ?? {}, args.exclusive)
    if (!edited.ok) return err(textBroken(file.path, edited.error))
    owned = edited.value.owned
    return ok(
      edited.value.text.trim() === '' && text !== edited.value.text ? undefined : edited.value.text || undefined,
    )
  })
  const units = runningUnits(task, ['buildkit'])
  return {
    runtime: 'buildkit',
    version: found.version,
    applies: share.applies,
    notExpressible: share.notExpressible,
    plan: editPlan(edit, restartEffect(task, units)),
    action: actionOf(task, edit.ok && edit.value !== undefined, units, 'restart-live-restore'),
    files: [file.realPath],
    verified: 'its unit runs as a new process',
    owned: { buildkit: owned },
  }
}
