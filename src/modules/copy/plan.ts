import { assertNever } from '../../base/assert-never.ts'
import { stderrText } from '../../model/command-output.ts'
import type { Plan, Step } from '../../model/plan.ts'
import { attributesAfter, freshAttributes } from '../module-utils/attributes.ts'
import { makeFoldersStep } from '../module-utils/folders.ts'
import { withFlags } from '../module-utils/inode-flags.ts'
import { missingFolders, parentOf, type PathState } from '../module-utils/path-state.ts'
import { putFile } from '../module-utils/put-file.ts'
import { checksumDiffers, contentIntoFolder, notWritable } from './errors.ts'
import type { CopyFacts } from './facts.ts'
import { namesBelow } from './names-below.ts'
import { planFolder } from './plan-folder.ts'
import { planRemote } from './plan-remote.ts'
import type { PreparedCopy, SourceFile } from './prepare.ts'
import { folderWanted, putFileOf } from './put-file-of.ts'

export function planCopy(copy: PreparedCopy, facts: CopyFacts, checkMode = false): Plan {
  const plan = planSource(copy, facts, checkMode)
  const flagged = withFlags(plan, copy.args, facts.flags, flaggedPaths(copy, facts, plan))
  return checkMode && isWritten(copy, flagged) ? { ...flagged, values: {} } : flagged
}

/** A file gets new content: Ansible tells nothing more of it in check mode. */
function isWritten({ source }: PreparedCopy, plan: Plan): boolean {
  const isOne = source.kind === 'content' || source.kind === 'file'
  return isOne && plan.kind === 'change' && plan.values?.['md5sum'] !== undefined
}

/** What is there stays as it is without `force`. */
function flaggedPaths({ args, source }: PreparedCopy, facts: CopyFacts, plan: Plan): readonly string[] {
  if (source.kind === 'folder') return namesBelow(source).map((name) => `${facts.dest.path}/${name}`)
  const dest = plan.kind === 'change' || plan.kind === 'in-desired-state' ? plan.values?.['dest'] : undefined
  const isKept = !args.force && plan.kind === 'in-desired-state'
  return isKept || typeof dest !== 'string' ? [] : [dest.replace(/(?<=.)\/+$/, '')]
}

function planSource(copy: PreparedCopy, facts: CopyFacts, checkMode: boolean): Plan {
  const { source, args } = copy
  const isFolder = facts.dest.target?.kind === 'directory'
  switch (source.kind) {
    case 'content':
      if (isFolder || args.dest.endsWith('/')) return { kind: 'impossible', error: contentIntoFolder(args.dest) }
      return planFile(copy, source.file, { state: facts.dest, facts, checkMode })
    case 'file': {
      const inside = isFolder || args.dest.endsWith('/')
      const state = inside ? facts[`inside:${source.file.name}`] : facts.dest
      return planFile(copy, source.file, { state: state ?? facts.dest, facts, checkMode, src: source.path })
    }
    case 'folder':
      return planFolder(copy, source, facts)
    case 'remote':
      return planRemote(copy, source.path, facts)
    default:
      return assertNever(source)
  }
}

interface Place {
  readonly state: PathState
  readonly facts: CopyFacts
  readonly checkMode: boolean
  readonly src?: string | undefined
}

function planFile(copy: PreparedCopy, file: SourceFile, { state, facts, checkMode, src }: Place): Plan {
  const { args } = copy
  const named = src === undefined ? {} : { src }
  if (!args.force && state.entry !== undefined) {
    return { kind: 'in-desired-state', values: { dest: state.path, ...named } }
  }
  const folders = args.dest.endsWith('/') && facts.dest.entry === undefined ? missingFolders(facts.dest) : []
  if (args.checksum !== undefined && args.checksum !== file.sha1) {
    const values = { checksum: file.sha1, expected_checksum: args.checksum }
    return { kind: 'impossible', error: checksumDiffers(src ?? args.dest, args.checksum, file.sha1), values }
  }
  const put = putFile({ ...putFileOf(copy, file, state, facts), foldersComing: checkMode || folders.length > 0 })
  if (!put.ok) return { kind: 'impossible', error: put.error, values: { checksum: file.sha1 } }
  if (!put.value.changed) return { kind: 'in-desired-state', values: put.value.values }
  const values = { ...named, ...put.value.values }
  const attributes = attributesAfter(freshAttributes(facts.who, true), folderWanted(copy), facts.who, true)
  if (!attributes.ok) return { kind: 'impossible', error: attributes.error }
  return {
    kind: 'change',
    steps: [
      ...(folders.length === 0 ? [] : [makeFoldersStep(folders, attributes.value)]),
      ...put.value.steps.map(tellNotWritable),
    ],
    diff: put.value.diff.map((diff) => (diff.fields === undefined ? { ...diff, source: src } : diff)),
    notes: put.value.notes,
    values,
  }
}

/** Where the user may not write into the folder, Ansible says that before it tries. */
function tellNotWritable(step: Step): Step {
  const { run, explain } = step
  if (run.kind !== 'write' || explain === undefined) return step
  return {
    ...step,
    explain: (output) => {
      const error = explain(output)
      return /Permission denied/i.test(stderrText(output)) ? notWritable(parentOf(run.path), error) : error
    },
  }
}
