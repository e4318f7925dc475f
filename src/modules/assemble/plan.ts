import type { Plan } from '../../model/plan.ts'
import { checksumOf } from '../module-utils/checksum.ts'
import type { Identity } from '../module-utils/identity.ts'
import { withFlags, type InodeFlags } from '../module-utils/inode-flags.ts'
import type { PathState } from '../module-utils/path-state.ts'
import { putFile } from '../module-utils/put-file.ts'
import { destinationIsFolder, sourceIsNoFolder, sourceMissing } from './errors.ts'
import type { Fragments } from './fragments-fact.ts'
import { joinFragments } from './join-fragments.ts'
import type { PreparedAssemble } from './prepare.ts'

export interface AssembleFacts {
  readonly who: Identity
  readonly dest: PathState
  readonly flags?: InodeFlags
  readonly fragments?: Fragments
}

/** Puts the joined fragments where they belong, as `copy` puts a file. */
export function planAssemble({ args, joining, validate, own }: PreparedAssemble, facts: AssembleFacts): Plan {
  const found = own ?? facts.fragments ?? 'missing'
  if (found === 'missing') return { kind: 'impossible', error: sourceMissing(args.src) }
  if (found === 'no-folder') return { kind: 'impossible', error: sourceIsNoFolder(args.src) }
  const { dest, who } = facts
  if (dest.target?.kind === 'directory') return { kind: 'impossible', error: destinationIsFolder(dest.path) }
  const content = joinFragments(found, joining)
  const mode = args.mode === 'preserve' ? undefined : args.mode
  const wanted = { ...args, mode }
  const put = putFile({ state: dest, content, wanted, who, follow: false, backup: args.backup, validate })
  if (!put.ok) return { kind: 'impossible', error: put.error }
  const { changed, steps, diff, notes } = put.value
  const { path: _path, ...of } = put.value.values
  const values = { src: args.src, ...of, md5sum: checksumOf(content, 'md5'), ...(own === undefined && { msg: 'OK' }) }
  const plan: Plan = changed ? { kind: 'change', steps, diff, notes, values } : { kind: 'in-desired-state', values }
  return withFlags(plan, args, facts.flags, [dest.path])
}
