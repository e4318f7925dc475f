import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { attributeValues, freshAttributes } from '../module-utils/attributes.ts'
import { destinationFolderMissing } from '../module-utils/errors.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import { parentOf } from '../module-utils/path-state.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import { makeHardLink, makeLink, putBack } from '../module-utils/write-steps.ts'
import type { FileArgs } from './args.ts'
import {
  folderNotEmpty,
  hardLinkInTheWay,
  hardLinkTargetMissing,
  linkSourceMissing,
  linkTargetMissing,
  refusesToConvert,
} from './errors.ts'
import { attributeChange } from './plan-attributes.ts'
import { kindName, valuesOf } from './kind-values.ts'
import type { FileFacts } from './plan.ts'

/** Makes a symlink; the attributes are those of what it points to (Ansible: `follow`). */
export function planLink(args: FileArgs, facts: FileFacts): Plan {
  const { state, source } = facts
  const target = args.src ?? state.linkTarget
  if (target === undefined) return { kind: 'impossible', error: linkSourceMissing('link') }
  if (!args.force && source?.target === undefined && args.src !== undefined) {
    return {
      kind: 'impossible',
      error: linkTargetMissing(source?.path ?? target),
      values: { path: state.path, src: target },
    }
  }
  const pointed = args.src === undefined ? state.target : source?.target
  const pointedPath = args.src === undefined ? state.realPath : source?.realPath
  const told = { dest: state.path, src: args.src ?? (args.follow ? target : null) }
  if (facts.checkMode && isNowhere(facts)) return { kind: 'change', steps: [], values: told }
  const refused = refusal(args, facts, 'link')
  if (refused !== undefined)
    return { kind: 'impossible', error: refused, values: { path: state.path, ...valuesOf(state.entry) } }
  const change =
    pointed === undefined || !args.follow ? undefined : attributeChange(pointedPath ?? target, pointed, args, facts)
  if (change !== undefined && !change.ok) return { kind: 'impossible', error: change.error }
  const attributeSteps = change?.value.steps ?? []
  const own = { ...(state.entry ?? freshAttributes(facts.who, false)), mode: 0o777 }
  const dangles = pointed === undefined && args.src !== undefined
  const values = dangles ? told : { ...told, ...attributeValues(own, target.length, 'link') }
  const warnings = dangles && args.follow ? [DANGLES] : []
  if (state.linkTarget === target) {
    if (attributeSteps.length === 0) return { kind: 'in-desired-state', values, warnings }
    return { kind: 'change', steps: attributeSteps, diff: change?.value.diff ?? [], values }
  }
  const step: Step = {
    summary: `make ${state.path} a link to ${target}`,
    run: makeLink(state.path, target),
    files: [state.path],
    ...undoOf(facts),
    explain: explainFileFailure(`make the link ${state.path}`, state.path),
  }
  return { ...planChange(facts, [step, ...attributeSteps], { state: 'link', target }, values), warnings }
}

/** In the words of Ansible. */
const DANGLES =
  'Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this.'

/** The folder that it is to be in is not there. */
function isNowhere({ state: { entry, nearest, path } }: FileFacts): boolean {
  return entry === undefined && nearest !== parentOf(path)
}

/** Makes another name for a file of the host. */
export function planHardLink(args: FileArgs, facts: FileFacts): Plan {
  const { state, source } = facts
  if (args.src === undefined) return { kind: 'impossible', error: linkSourceMissing('hard') }
  if (source?.target === undefined)
    return { kind: 'impossible', error: hardLinkTargetMissing(), values: { dest: state.path, src: args.src } }
  const values = { dest: state.path, src: args.src, ...attributeValues(source.target, source.target.size, 'hard') }
  if (state.sameFileAs) return { kind: 'in-desired-state', values }
  const refused = refusal(args, facts, 'hard')
  if (refused !== undefined) {
    return { kind: 'impossible', error: refused, values: { dest: state.path, src: args.src, ...valuesOf(state.entry) } }
  }
  const step: Step = {
    summary: `make ${state.path} another name of ${source.path}`,
    run: makeHardLink(state.path, source.path),
    files: [state.path],
    ...undoOf(facts),
    explain: explainFileFailure(`make the link ${state.path}`, state.path),
  }
  return planChange(facts, [step], { state: 'hard', target: source.path }, values)
}

function refusal(args: FileArgs, facts: FileFacts, kind: 'link' | 'hard'): LongshoreError | undefined {
  const { state } = facts
  const { entry, path } = state
  if (entry === undefined) {
    return isNowhere(facts) ? destinationFolderMissing(parentOf(path)) : undefined
  }
  if (entry.kind === 'link' && kind === 'link') return undefined
  if (!args.force)
    return kind === 'hard' ? hardLinkInTheWay(path, kindName(entry)) : refusesToConvert(path, kindName(entry))
  return entry.kind === 'directory' && !state.isEmptyDirectory ? folderNotEmpty(path) : undefined
}

function planChange(
  { state }: FileFacts,
  steps: readonly Step[],
  link: { readonly state: string; readonly target: string },
  values: Vars,
): Plan {
  const before = state.entry === undefined ? 'state: absent\n' : `state: ${state.entry.kind}\n`
  const was = state.linkTarget === undefined ? before : `state: link\nsrc: ${state.linkTarget}\n`
  const fields =
    state.linkTarget === undefined || link.state !== 'link'
      ? {
          before: { state: state.entry === undefined ? 'absent' : kindName(state.entry) },
          after: { state: link.state },
        }
      : { before: { src: state.linkTarget }, after: { src: link.target } }
  const diff = [{ path: state.path, before: was, after: `state: ${link.state}\nsrc: ${link.target}\n`, fields }]
  return { kind: 'change', steps, diff, values }
}

function undoOf({ state }: FileFacts): Pick<Step, 'undo'> {
  const { entry, path, content } = state
  if (entry === undefined) return { undo: [{ kind: 'remove', path }] }
  if (entry.kind === 'link') return { undo: [makeLink(path, state.linkTarget ?? '')] }
  if (entry.kind === 'directory') {
    return {
      undo: [{ kind: 'remove', path }, shell(MAKE_FOLDER, path, `${entry.uid}:${entry.gid}`, modeText(entry.mode))],
    }
  }
  return content === undefined ? {} : { undo: [putBack(path, entry, content)] }
}

const MAKE_FOLDER = `mkdir -- "$1" && chown -- "$2" "$1" && chmod -- "$3" "$1"`
