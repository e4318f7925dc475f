import type { Plan } from '../../model/plan.ts'
import { attributeValues } from '../module-utils/attributes.ts'
import type { FolderCopy } from '../module-utils/folder-copy.ts'
import type { Identity } from '../module-utils/identity.ts'
import { withFlags, type InodeFlags } from '../module-utils/inode-flags.ts'
import type { PathState } from '../module-utils/path-state.ts'
import type { FileArgs } from './args.ts'
import { recurseWithoutFolder, sourceWithoutLink } from './errors.ts'
import { planAbsent } from './plan-absent.ts'
import { planAttributes } from './plan-attributes.ts'
import { kindName } from './kind-values.ts'
import { planDirectory } from './plan-directory.ts'
import { planHardLink, planLink } from './plan-link.ts'
import { planTouch } from './plan-touch.ts'
import { withResultValues } from './result-values.ts'
import { touchTimes, type TouchTimes } from './touch-times.ts'
import type { TreeEntry } from './tree-fact.ts'

export interface FileFacts {
  readonly who: Identity
  readonly state: PathState
  /** Where a hard link comes if the path is a folder. */
  readonly inside?: PathState | undefined
  /** What a link is to point to. */
  readonly source?: PathState | undefined
  readonly flags?: InodeFlags
  readonly tree?: readonly TreeEntry[] | undefined
  /** What is to be removed. */
  readonly folder?: FolderCopy | undefined
  readonly times: TouchTimes
  /** An earlier task may make what is not there yet: in check mode its lack is no failure. */
  readonly checkMode: boolean
}

export function planFile(args: FileArgs, asked: Omit<FileFacts, 'times' | 'checkMode'>, checkMode = false): Plan {
  const goesInside = args.state === 'hard' && asked.state.target?.kind === 'directory' && asked.inside !== undefined
  const found = goesInside ? { ...asked, state: asked.inside } : asked
  const { path } = found.state
  const paths = args.recurse ? [path, ...(found.flags?.keys() ?? [])] : [path]
  const plan = withFlags(planState(args, found, checkMode), args, found.flags, [...new Set(paths)])
  return withResultValues(plan, goesInside ? path : args.path, found.state, checkMode)
}

function planState(args: FileArgs, found: Omit<FileFacts, 'times' | 'checkMode'>, checkMode: boolean): Plan {
  const times = touchTimes(args)
  if (!times.ok) return { kind: 'impossible', error: times.error }
  const facts = { ...found, times: times.value, checkMode }
  const { path, entry } = facts.state
  const state = wantedState(args, facts.state)
  const values = { path, ...(entry === undefined ? {} : attributeValues(entry, entry.size, kindName(entry))) }
  if (args.recurse && args.state !== 'directory') return { kind: 'impossible', error: recurseWithoutFolder(), values }
  if (args.src !== undefined && state !== 'link' && state !== 'hard') {
    return { kind: 'impossible', error: sourceWithoutLink(), values }
  }
  switch (state) {
    case 'absent':
      return planAbsent(facts.state, facts.folder)
    case 'directory':
      return planDirectory(args, facts)
    case 'touch':
      return planTouch(args, facts)
    case 'link':
      return planLink(args, facts)
    case 'hard':
      return planHardLink(args, facts)
    case 'file':
      return planAttributes(args, facts)
  }
}

/** Without a state, what is there keeps its kind; nothing there is asked for as a file (Ansible: file). */
function wantedState(args: FileArgs, { entry }: PathState): NonNullable<FileArgs['state']> {
  if (args.state !== undefined) return args.state
  if (entry?.kind === 'directory') return 'directory'
  return args.src !== undefined && entry?.kind === 'link' ? 'link' : 'file'
}
