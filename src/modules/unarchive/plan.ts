import { LongshoreError } from '../../base/longshore-error.ts'
import type { Diff, Plan } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { attributesAfter, attributeValues } from '../module-utils/attributes.ts'
import type { Identity } from '../module-utils/identity.ts'
import type { PathState } from '../module-utils/path-state.ts'
import type { ArchiveKind, ArchiveState } from './archive-fact.ts'
import type { UnarchiveArgs } from './args.ts'
import { destinationMissing, sourceMissing } from './errors.ts'
import type { PreparedUnarchive } from './prepare.ts'
import { attributedPaths, folderValues, unpackStep } from './unpack-step.ts'

export interface UnarchiveFacts {
  readonly who: Identity
  readonly dest: PathState
  readonly creates?: PathState
  readonly archive: ArchiveState | LongshoreError | undefined
}

/** The names that Ansible gives to what unpacks; of what tar finds out by itself it has one. */
const HANDLERS: Readonly<Record<ArchiveKind, string>> = {
  tar: 'TarArchive',
  gz: 'TgzArchive',
  bz2: 'TarArchive',
  xz: 'TarArchive',
  zst: 'TarArchive',
  zip: 'ZipArchive',
}

/** Unpacks where the folder does not hold the members as the archive has them, or not with the attributes that are asked for. */
export function planUnarchive(prepared: PreparedUnarchive, facts: UnarchiveFacts): Plan {
  const { args } = prepared
  const { dest, archive, creates, who } = facts
  if (creates?.entry !== undefined) return { kind: 'skip', reason: `skipped, since ${args.creates ?? ''} exists` }
  const folder = dest.target
  if (folder?.kind !== 'directory') return { kind: 'impossible', error: destinationMissing(dest.path) }
  if (archive === undefined) return { kind: 'impossible', error: sourceMissing(args.src) }
  if (archive instanceof LongshoreError) return { kind: 'impossible', error: archive }
  const after = attributesAfter(folder, { ...args, mode: undefined }, who, true)
  if (!after.ok) return { kind: 'impossible', error: after.error }
  const values: Vars = {
    src: args.src,
    dest: args.dest,
    handler: HANDLERS[archive.kind],
    ...attributeValues(folder, folder.size, 'directory'),
    ...(args.list_files ? { files: archive.members } : {}),
  }
  const differences = differencesThatCount(archive, args)
  if (differences.length === 0 && !attributesDiffer(archive, args, who)) return { kind: 'in-desired-state', values }
  return {
    kind: 'change',
    steps: [unpackStep(prepared, archive, dest.realPath)],
    diff: [memberDiff(dest.path, archive, differences)],
    notes:
      archive.originals === undefined
        ? [`what is below ${dest.path} already is too much to be kept for a rollback`]
        : [],
    values,
    conclude: ([output]) => ({ changed: true, values: output === undefined ? {} : folderValues(output) }),
  }
}

/** What is set afterwards need not be as in the archive; a file that is newer may stay so. */
function differencesThatCount({ differences }: ArchiveState, args: UnarchiveArgs): readonly string[] {
  const passed = [
    ...(args.mode === undefined ? [] : [/: Mode differs$/]),
    ...(args.owner === undefined ? [] : [/: Uid differs$/]),
    ...(args.group === undefined ? [] : [/: Gid differs$/]),
    /^tar: (?:Removing leading|Exiting with)/,
  ]
  return differences.filter((line) => line.trim() !== '' && !passed.some((each) => each.test(line)))
}

function attributesDiffer(archive: ArchiveState, args: UnarchiveArgs, who: Identity): boolean {
  return attributedPaths(archive).some((path) => {
    const is = archive.there.get(path)
    if (is === undefined) return false
    const isLink = is.kind === 'symbolic link'
    const named = { ...is, owner: '', group: '' }
    const wanted = { ...args, mode: isLink ? undefined : args.mode }
    const after = attributesAfter(named, wanted, who, is.kind === 'directory')
    return after.ok && (after.value.mode !== is.mode || after.value.uid !== is.uid || after.value.gid !== is.gid)
  })
}

/** Names: of what is there and differs, and of all that is unpacked in its place or new. */
function memberDiff(path: string, { paths, there }: ArchiveState, differences: readonly string[]): Diff {
  const differ = new Set(
    differences.map((line) =>
      line
        .replace(/^tar: /, '')
        .replace(/:.*$/, '')
        .replace(/\/$/, ''),
    ),
  )
  const changed = paths.filter((each) => there.has(each) && differ.has(each))
  const all = paths.filter((each) => !there.has(each) || differ.has(each))
  const text = (names: readonly string[]) => names.map((name) => `${name}\n`).join('')
  return { path, before: text(changed), after: text(all) }
}
