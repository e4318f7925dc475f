import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Diff, Step } from '../../model/plan.ts'
import type { PlainCommand } from '../../model/remote-command.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import type { PathState } from '../module-utils/path-state.ts'
import { makeLink, putBack } from '../module-utils/write-steps.ts'
import { folderInWayOfLink } from './errors.ts'
import type { CopyFacts } from './facts.ts'
import type { Part } from './part.ts'
import type { PreparedCopy, Source } from './prepare.ts'

/** Symlinks of the source that are not followed are made on the host, as they are written. */
export function planLinks(
  { args }: PreparedCopy,
  source: Source & { readonly kind: 'folder' },
  facts: CopyFacts,
): Result<Part, LongshoreError> {
  const steps: Step[] = []
  const diff: Diff[] = []
  for (const { name, target } of source.links) {
    const state = facts[`inside:${name}`]
    if (state === undefined || state.linkTarget === target) continue
    if (state.entry !== undefined && !args.force) continue
    if (state.entry?.kind === 'directory' && !state.isEmptyDirectory) return err(folderInWayOfLink(state.path))
    steps.push(linkStep(state, target))
    const before = state.linkTarget === undefined ? undefined : `src: ${state.linkTarget}\n`
    diff.push({ path: state.path, before, after: `src: ${target}\n` })
  }
  return ok({ steps, diff, notes: [], values: {} })
}

function linkStep(state: PathState, target: string): Step {
  const undo = undoOf(state)
  return {
    summary: `make ${state.path} a link to ${target}`,
    run: makeLink(state.path, target),
    files: [state.path],
    ...(undo === undefined ? {} : { undo: [undo] }),
    explain: explainFileFailure(`make the link ${state.path}`, state.path),
  }
}

function undoOf({ path, entry, linkTarget, content }: PathState): PlainCommand | undefined {
  if (entry === undefined) return { kind: 'remove', path }
  if (linkTarget !== undefined) return makeLink(path, linkTarget)
  return content === undefined ? undefined : putBack(path, entry, content)
}
