import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import {
  attributeFields,
  attributesAfter,
  attributeValues,
  freshAttributes,
  sameAttributes,
  type Attributes,
} from '../module-utils/attributes.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import { makeFoldersStep } from '../module-utils/folders.ts'
import { missingFolders } from '../module-utils/path-state.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import type { FileArgs } from './args.ts'
import { anotherKind, pathThroughFile } from './errors.ts'
import { attributeChange } from './plan-attributes.ts'
import type { FileFacts } from './plan.ts'
import { kindName, valuesOf } from './kind-values.ts'
import type { TreeEntry } from './tree-fact.ts'

/** Makes the folder and those above it, or sets the attributes of the one that is there. */
export function planDirectory(args: FileArgs, facts: FileFacts): Plan {
  const { state } = facts
  const { path, target } = state
  if (target === undefined && state.entry === undefined) return planNew(args, facts)
  const followed = args.follow && state.entry?.kind === 'link'
  const there = followed ? target : state.entry
  if (there?.kind !== 'directory') {
    const kind = there === undefined ? 'link' : kindName(there)
    const is = there ?? state.entry
    const asked = followed ? state.realPath : path
    const values = is === undefined ? {} : { path: asked, ...attributeValues(is, is.size, kind) }
    return { kind: 'impossible', error: anotherKind(asked, kind), values }
  }
  const at = followed ? state.realPath : path
  const change = attributeChange(at, there, args, facts)
  if (!change.ok) return { kind: 'impossible', error: change.error, values: { path: at, ...valuesOf(there) } }
  const below = args.recurse ? recursiveStep(args, facts) : undefined
  const steps = [...change.value.steps, ...(below === undefined ? [] : [below])]
  const values = {
    path: at,
    ...attributeValues(change.value.after, there.size, 'directory'),
  }
  if (steps.length === 0) return { kind: 'in-desired-state', values }
  const belowDiff = below === undefined ? [] : [{ path, before: '', after: `${below.summary}\n` }]
  return { kind: 'change', steps, diff: [...change.value.diff, ...belowDiff], values }
}

function planNew(args: FileArgs, facts: FileFacts): Plan {
  const { state, who } = facts
  const fresh = freshAttributes(who, true)
  const after = attributesAfter(fresh, args, who, true)
  if (!after.ok) return { kind: 'impossible', error: after.error }
  if (!state.nearestIsDirectory)
    return { kind: 'impossible', error: pathThroughFile(state.path, state.nearest), values: { path: state.path } }
  const set = facts.checkMode ? { before: {}, after: {} } : attributeFields(fresh, after.value)
  const fields = { before: { state: 'absent', ...set.before }, after: { state: 'directory', ...set.after } }
  const text = `state: directory\nmode: ${modeText(after.value.mode)}\n`
  return {
    kind: 'change',
    steps: [makeFoldersStep(missingFolders(state), after.value)],
    diff: [{ path: state.path, before: 'state: absent\n', after: text, fields }],
    values: { path: state.path, ...(!facts.checkMode && attributeValues(after.value, 4096, 'directory')) },
  }
}

/** One step for everything below whose attributes differ; undone entry by entry. Symlinks have an owner and no mode. */
function recursiveStep(args: FileArgs, facts: FileFacts): Step | undefined {
  const run: string[] = []
  const undo: string[] = []
  for (const entry of facts.tree ?? []) {
    const isLink = entry.kind === 'link'
    const wanted = isLink ? { ...args, mode: undefined } : args
    const after = attributesAfter(entry, wanted, facts.who, entry.kind === 'directory')
    if (!after.ok || sameAttributes(entry, after.value)) continue
    run.push(...wordsFor(entry, entry, after.value))
    undo.unshift(...wordsFor(entry, after.value, entry))
  }
  const { path } = facts.state
  if (run.length === 0) return undefined
  return {
    summary: `set the attributes of ${run.length / 3} paths below ${path}`,
    run: shell(SET_ALL, ...run),
    undo: [shell(SET_ALL, ...undo)],
    explain: explainFileFailure(`set the attributes below ${path}`, path),
  }
}

function wordsFor({ path, kind }: TreeEntry, from: Attributes, to: Attributes): readonly string[] {
  const owner = from.uid === to.uid && from.gid === to.gid ? '' : `${to.uid}:${to.gid}`
  return [path, owner, kind === 'link' ? '' : modeText(to.mode)]
}

const SET_ALL = `
while [ $# -ge 3 ]; do
  if [ -z "$3" ]; then chown -h -- "$2" "$1" || exit 1
  else
    [ -z "$2" ] || chown -- "$2" "$1" || exit 1
    chmod -- "$3" "$1" || exit 1
  fi
  shift 3
done
`
