import { ok } from '../../base/result.ts'
import { shell } from '../../model/remote-command.ts'
import { forContainers } from '../../registry/desired/for-containers.ts'
import { mergeRegistries } from '../../registry/podman/merge-registries.ts'
import { renderRegistriesConf } from '../../registry/podman/render-registries-conf.ts'
import { daemonDidNotFollow } from '../registry-utils/errors.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'
import { editPlan, fileEdit, type FileEffect } from './file-edit.ts'
import type { FoundRuntime } from './found.ts'
import { NOTHING_TO_DO, type Part, type Task } from './part.ts'
import { ASK_PODMAN } from './scripts.ts'
import { actionOf, reloadEffect, runningUnits } from './unit-effect.ts'

/** podman and CRI-O share one drop-in, which is Longshore's as a whole: the first of them writes it. */
export function containersParts(task: Task): Part[] {
  const { runtimes } = task.args
  const found = task.facts.own.found.filter(
    ({ name }) => (name === 'podman' || name === 'crio') && (runtimes?.includes(name) ?? true),
  )
  if (found.length === 0) return []
  const share = forContainers(task.desired)
  const merged = mergeRegistries(share.registries, otherFiles(task), task.args.exclusive)
  const names = merged.registries.map(({ location }) => location)
  const text = names.length === 0 ? undefined : renderRegistriesConf(merged.registries)
  const edit = fileEdit(task.facts.own.dropIn, true, () => ok(text))
  const changed = edit.ok && edit.value !== undefined
  const effect = joinEffects(found.map((runtime) => effectOf(task, runtime, names)))
  return found.map((runtime, index) => ({
    runtime: runtime.name,
    version: runtime.version,
    applies: share.applies,
    notExpressible: [...share.notExpressible, ...merged.conflicts],
    plan: index === 0 ? editPlan(edit, effect) : NOTHING_TO_DO,
    action: runtime.name === 'crio' ? actionOf(task, changed, runningUnits(task, ['crio']), 'reload') : 'none',
    files: [task.facts.own.dropIn.realPath],
    verified: runtime.name === 'crio' ? 'its unit goes on after the reload' : 'podman info names the registries',
    owned: {},
  }))
}

function effectOf(task: Task, { name }: FoundRuntime, names: readonly string[]): FileEffect {
  if (name === 'crio') return reloadEffect(task, runningUnits(task, ['crio']))
  return {
    then: [
      {
        summary: 'see that podman knows the registries',
        run: shell(ASK_PODMAN, ...names),
        undo: [],
        explain: (output) => daemonDidNotFollow('podman does not read the new file as it is meant', output),
      },
    ],
    back: [],
  }
}

function joinEffects(effects: readonly FileEffect[]): FileEffect {
  return {
    then: effects.flatMap(({ then }) => then),
    back: effects.flatMap(({ back }) => back),
    momentary: effects.flatMap(({ momentary = [] }) => momentary),
  }
}

function otherFiles({ facts }: Task): ReadonlyMap<string, string> {
  const others = [...facts.own.containers].filter(([path]) => path !== facts.own.dropIn.path)
  return new Map(
    others.map(([path, file]) => {
      const text = fileText(file)
      return [path, text.ok ? text.value : '']
    }),
  )
}
