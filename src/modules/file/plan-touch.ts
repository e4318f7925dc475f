import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { attributesAfter, attributeValues, freshAttributes } from '../module-utils/attributes.ts'
import { destinationFolderMissing } from '../module-utils/errors.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import { parentOf } from '../module-utils/path-state.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import type { FileArgs } from './args.ts'
import { attributeChange, kindName } from './plan-attributes.ts'
import type { FileFacts } from './plan.ts'

/** Makes an empty file, or sets the times of what is there: a change every time unless both are to be preserved. */
export function planTouch(args: FileArgs, facts: FileFacts): Plan {
  const { state } = facts
  if (state.target === undefined) return planNew(args, facts)
  const there = state.target
  const change = attributeChange(state.realPath, there, args, facts)
  if (!change.ok) return { kind: 'impossible', error: change.error }
  const keeps = args.modification_time === 'preserve' && args.access_time === 'preserve'
  const steps = [...(keeps ? [] : [touchStep(args, facts, there.modified)]), ...change.value.steps]
  const values = { dest: state.path, ...attributeValues(change.value.after, there.size, kindName(there)) }
  return steps.length === 0
    ? { kind: 'in-desired-state', values }
    : { kind: 'change', steps, diff: change.value.diff, values }
}

function planNew(args: FileArgs, facts: FileFacts): Plan {
  const { state, who } = facts
  const path = state.entry?.kind === 'link' ? state.realPath : state.path
  if (state.entry === undefined && (state.nearest !== parentOf(path) || !state.nearestIsDirectory)) {
    return { kind: 'impossible', error: destinationFolderMissing(parentOf(path)) }
  }
  const fresh = freshAttributes(who, false)
  const after = attributesAfter(fresh, args, who, false)
  if (!after.ok) return { kind: 'impossible', error: after.error }
  const owner =
    after.value.uid === fresh.uid && after.value.gid === fresh.gid ? '' : `${after.value.uid}:${after.value.gid}`
  const step: Step = {
    summary: `make the empty file ${path}`,
    run: shell(MAKE_SCRIPT, path, owner, modeText(after.value.mode)),
    undo: [{ kind: 'remove', path }],
    explain: explainFileFailure(`make ${path}`, path),
  }
  return {
    kind: 'change',
    steps: [step],
    diff: [{ path, before: 'state: absent\n', after: 'state: file\n' }],
    values: { dest: state.path, ...attributeValues(after.value, 0, 'file') },
  }
}

const MAKE_SCRIPT = `
: >>"$1" || exit 1
[ -z "$2" ] || chown -- "$2" "$1" || exit 1
chmod -- "$3" "$1"
`

function touchStep(args: FileArgs, { state }: FileFacts, modified: string): Step {
  const flags = [args.access_time === 'preserve' ? '' : 'a', args.modification_time === 'preserve' ? '' : 'm'].join('')
  return {
    summary: `set the times of ${state.path} to now`,
    run: shell('touch -c -$2 -- "$1"', state.realPath, flags),
    undo: [shell('touch -c -m -d "$2" -- "$1"', state.realPath, modified)],
    explain: explainFileFailure(`set the times of ${state.path}`, state.path),
  }
}
