import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { attributesAfter, attributeValues, freshAttributes } from '../module-utils/attributes.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import { parentOf } from '../module-utils/path-state.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import type { FileArgs } from './args.ts'
import { cannotTouch } from './errors.ts'
import { attributeChange } from './plan-attributes.ts'
import type { FileFacts } from './plan.ts'
import { kindName, valuesOf } from './kind-values.ts'
import { touchSteps } from './touch-steps.ts'
import type { TouchTime, TouchTimes } from './touch-times.ts'

/** Makes an empty file, or sets the times of what is there: a change every time unless both are to be preserved. */
export function planTouch(args: FileArgs, facts: FileFacts): Plan {
  const { state, times } = facts
  if (state.target === undefined) return planNew(args, facts)
  const there = state.target
  const change = attributeChange(state.realPath, there, args, facts)
  if (!change.ok) {
    return { kind: 'impossible', error: change.error, values: { path: state.path, ...valuesOf(state.entry ?? there) } }
  }
  const steps = [...touchSteps(times, state.realPath, there.modified), ...change.value.steps]
  const own = state.entry?.kind === 'link' ? state.entry : undefined
  const shown = own === undefined ? change.value.after : own
  const values = { dest: state.path, ...attributeValues(shown, (own ?? there).size, kindName(own ?? there)) }
  return steps.length === 0
    ? { kind: 'in-desired-state', values }
    : { kind: 'change', steps, diff: change.value.diff, values }
}

function planNew(args: FileArgs, facts: FileFacts): Plan {
  const { state, who, times } = facts
  const path = state.entry?.kind === 'link' ? state.realPath : state.path
  if (state.entry === undefined && (state.nearest !== parentOf(path) || !state.nearestIsDirectory)) {
    if (facts.checkMode) return { kind: 'change', steps: [], values: { dest: state.path } }
    return { kind: 'impossible', error: cannotTouch(path, state.nearestIsDirectory), values: { path } }
  }
  const fresh = freshAttributes(who, false)
  const after = attributesAfter(fresh, args, who, false)
  if (!after.ok) return { kind: 'impossible', error: after.error }
  const owner =
    after.value.uid === fresh.uid && after.value.gid === fresh.gid ? '' : `${after.value.uid}:${after.value.gid}`
  const step: Step = {
    summary: `make the empty file ${path}`,
    run: shell(MAKE_SCRIPT, path, owner, modeText(after.value.mode)),
    files: [path],
    undo: [{ kind: 'remove', path }],
    explain: explainFileFailure(`make ${path}`, path),
  }
  return {
    kind: 'change',
    steps: [step, ...touchSteps(setTimes(times), path, undefined)],
    diff: [{ path, before: 'state: absent\n', after: 'state: file\n' }],
    values: { dest: state.path, ...attributeValues(after.value, 0, 'file') },
  }
}

const MAKE_SCRIPT = `
: >>"$1" || exit 1
[ -z "$2" ] || chown -- "$2" "$1" || exit 1
chmod -- "$3" "$1"
`

/** Of a new file, a time that is now is set by making it. */
function setTimes({ access, modification }: TouchTimes): TouchTimes {
  const ofNew = (time: TouchTime) => (time === 'now' ? 'preserve' : time)
  return { access: ofNew(access), modification: ofNew(modification) }
}
