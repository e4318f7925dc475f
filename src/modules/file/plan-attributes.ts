import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Diff, Plan, Step } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import {
  attributesAfter,
  attributesDiff,
  attributesStep,
  attributeValues,
  sameAttributes,
  type Attributes,
} from '../module-utils/attributes.ts'
import type { Inode, PathState } from '../module-utils/path-state.ts'
import type { FileArgs } from './args.ts'
import { fileAbsent, isNoFile } from './errors.ts'
import type { FileFacts } from './plan.ts'
import { kindName, valuesOf } from './kind-values.ts'
import { touchSteps } from './touch-steps.ts'

export interface AttributeChange {
  readonly after: Attributes
  readonly steps: readonly Step[]
  readonly diff: readonly Diff[]
}

/** `state: file`: only the attributes, of what a symlink points to unless told otherwise. */
export function planAttributes(args: FileArgs, facts: FileFacts): Plan {
  const { state } = facts
  const followed = args.follow && state.entry?.kind === 'link'
  const there = followed ? state.target : state.entry
  if (there === undefined) {
    const values = { path: state.path, state: 'absent' }
    return { kind: 'impossible', error: fileAbsent(state.path), values }
  }
  if (args.state === 'file' && (there.kind === 'directory' || there.kind === 'link')) {
    return {
      kind: 'impossible',
      error: isNoFile(state.path, there.kind),
      values: { path: state.path, ...attributeValues(there, there.size, there.kind) },
    }
  }
  if (there.kind === 'link') return { kind: 'in-desired-state', values: { ...linkValues(state), src: null } }
  const path = followed ? state.realPath : state.path
  const isLinkKept = followed && args.state === undefined
  const change = attributeChange(path, there, args, facts)
  if (!change.ok) return { kind: 'impossible', error: change.error, values: { path, ...valuesOf(there) } }
  const { after, diff } = change.value
  const steps = [...change.value.steps, ...touchSteps(facts.times, path, there.modified)]
  const values = isLinkKept ? linkValues(state) : { path, ...attributeValues(after, there.size, kindName(there)) }
  return steps.length === 0 ? { kind: 'in-desired-state', values } : { kind: 'change', steps, diff, values }
}

/** A symlink answers for itself, whatever was set behind it (Ansible). */
function linkValues({ path, entry, linkTarget }: PathState): Vars {
  const own = entry === undefined ? {} : attributeValues(entry, entry.size, 'link')
  return { dest: path, src: linkTarget ?? '', ...own }
}

/** The steps that give `there` the attributes that the task asks for: none where it has them. */
export function attributeChange(
  path: string,
  there: Inode,
  args: FileArgs,
  facts: FileFacts,
): Result<AttributeChange, LongshoreError> {
  const after = attributesAfter(there, args, facts.who, there.kind === 'directory')
  if (!after.ok) return after
  const same = sameAttributes(there, after.value)
  return ok({
    after: after.value,
    steps: same ? [] : [attributesStep(path, there, after.value)],
    diff: attributesDiff(path, there, after.value),
  })
}
