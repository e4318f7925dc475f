import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Result } from '../../base/result.ts'
import { forK3s } from '../../registry/desired/for-k3s.ts'
import { editRegistriesYaml } from '../../registry/k3s/edit-registries-yaml.ts'
import type { OwnedKeys } from '../../registry/desired/ownership.ts'
import { err, ok } from '../../base/result.ts'
import { yamlBroken } from './errors.ts'
import { editPlan, fileEdit } from './file-edit.ts'
import type { Part, Task } from './part.ts'
import { actionOf, restartEffect, runningUnits } from './unit-effect.ts'

const KINDS = {
  k3s: ['k3s', 'k3s-agent'],
  rke2: ['rke2-server', 'rke2-agent'],
} as const

/** k3s and RKE2 make containerd's files from registries.yaml when they start: never edited there. */
export function k3sParts(task: Task): Part[] {
  return task.facts.own.found.flatMap(({ name, version }) =>
    name === 'k3s' || name === 'rke2' ? [k3sPart(task, name, version)] : [],
  )
}

function k3sPart(task: Task, name: keyof typeof KINDS, version: string | undefined): Part {
  const { args, desired, facts } = task
  const share = forK3s(desired)
  const file = facts.own[name]
  let owned: OwnedKeys = {}
  const edit = fileEdit(file, args.take_over, (text): Result<string | undefined, LongshoreError> => {
    const edited = editRegistriesYaml(text, share, task.owned[name] ?? {}, args.exclusive)
    if (!edited.ok) return err(yamlBroken(file.path, edited.error))
    owned = edited.value.owned
    return ok(edited.value.text)
  })
  const units = runningUnits(task, KINDS[name])
  const isChange = edit.ok && edit.value !== undefined
  return {
    runtime: name,
    version,
    applies: share.applies,
    notExpressible: share.notExpressible,
    plan: editPlan(edit, {
      ...restartEffect(task, units),
      ...(file.present === undefined && { access: { mode: 0o600 } }),
    }),
    action: actionOf(task, isChange, units, 'restart-live-restore'),
    files: [file.realPath],
    verified: 'its unit runs as a new process',
    owned: { [name]: owned },
  }
}
