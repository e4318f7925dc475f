import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import {
  attributesAfter,
  attributesDiff,
  attributesStep,
  attributeValues,
  freshAttributes,
  sameAttributes,
  type Attributes,
} from '../module-utils/attributes.ts'
import { destinationFolderMissing, notARegularFile, validationFailed } from '../module-utils/errors.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import { umaskFor } from '../../model/umask-for.ts'
import { makeFoldersStep } from '../module-utils/folders.ts'
import { missingFolders, parentOf, type PathState } from '../module-utils/path-state.ts'
import { backupStep, makeLink, putBack } from '../module-utils/write-steps.ts'
import { checksumDiffers, remoteSourceMissing } from './errors.ts'
import type { CopyFacts } from './facts.ts'
import { planRemoteFolder } from './plan-remote-folder.ts'
import type { PreparedCopy } from './prepare.ts'
import { folderWanted } from './put-file-of.ts'

/** A copy within the host: the bytes are not sent back. */
export function planRemote(copy: PreparedCopy, src: string, facts: CopyFacts): Plan {
  const { args } = copy
  const source = facts.source?.target
  if (facts.source === undefined || source === undefined) return { kind: 'impossible', error: remoteSourceMissing(src) }
  if (source.kind === 'directory') return planRemoteFolder(copy, src, facts)
  const sha1 = facts.source.sha1 ?? ''
  if (args.checksum !== undefined && args.checksum !== sha1) {
    const values = { checksum: sha1, expected_checksum: args.checksum }
    return { kind: 'impossible', error: checksumDiffers(src, args.checksum, sha1), values }
  }
  const into = facts.dest.target?.kind === 'directory' || args.dest.endsWith('/')
  const state = (into ? facts[`inside:${src.slice(src.lastIndexOf('/') + 1)}`] : undefined) ?? facts.dest
  const there = args.follow ? state.target : state.entry
  const path = args.follow && state.entry?.kind === 'link' ? state.realPath : state.path
  if (!args.force && there !== undefined) return { kind: 'in-desired-state', values: { src, dest: path } }
  if (there !== undefined && there.kind !== 'file' && there.kind !== 'link') {
    return { kind: 'impossible', error: notARegularFile(path, there.kind) }
  }
  const coming = there === undefined && args.dest.endsWith('/') ? missingFolders(state, parentOf(path)) : []
  if (there === undefined && coming.length === 0 && state.nearest !== parentOf(path)) {
    return { kind: 'impossible', error: destinationFolderMissing(parentOf(path)) }
  }
  const folder = attributesAfter(freshAttributes(facts.who, true), folderWanted(copy), facts.who, true)
  if (!folder.ok) return { kind: 'impossible', error: folder.error }
  const before = there?.kind === 'file' ? there : undefined
  const current = before ?? freshAttributes(facts.who, false)
  const wanted = { ...args, mode: args.mode === 'preserve' ? source.mode : args.mode }
  const after = attributesAfter(current, wanted, facts.who, false)
  if (!after.ok) return { kind: 'impossible', error: after.error }
  const values = {
    src,
    dest: path,
    checksum: sha1,
    md5sum: facts.source.md5 ?? null,
    ...attributeValues(after.value, source.size, 'file'),
  }
  const diff = attributesDiff(path, current, after.value)
  if (before !== undefined && state.sha1 === sha1) {
    if (sameAttributes(before, after.value)) return { kind: 'in-desired-state', values }
    return { kind: 'change', steps: [attributesStep(path, before, after.value)], diff, values }
  }
  const backupPath = `${path}.${facts.who.backupStamp}~`
  const backedUp = args.backup && before !== undefined
  return {
    kind: 'change',
    steps: [
      ...(coming.length === 0 ? [] : [makeFoldersStep(coming, folder.value)]),
      ...(backedUp ? [backupStep(path, backupPath)] : []),
      copyStep({ from: facts.source.path, path, state, after: after.value, validate: copy.validate }),
    ],
    diff,
    values: { ...values, ...(backedUp ? { backup_file: backupPath } : {}) },
  }
}

interface HostCopy {
  readonly from: string
  readonly path: string
  readonly state: PathState
  readonly after: Attributes
  readonly validate: readonly string[] | undefined
}

const REFUSED = 65

function copyStep({ from, path, state, after, validate }: HostCopy): Step {
  const explain = explainFileFailure(`copy ${from} to ${path}`, path)
  const there = state.entry?.kind === 'link' && path === state.path ? state.entry : state.target
  const undo =
    there === undefined
      ? [{ kind: 'remove' as const, path }]
      : there.kind === 'link'
        ? [makeLink(path, state.linkTarget ?? '')]
        : state.content === undefined
          ? undefined
          : [putBack(path, there, state.content)]
  return {
    summary: `copy ${from} to ${path}`,
    run: shell(
      COPY_SCRIPT,
      from,
      path,
      `${after.uid} ${after.gid}`,
      after.mode.toString(8),
      umaskFor(after.mode),
      ...(validate ?? []),
    ),
    ...(validate === undefined && { files: [path] }),
    ...(undo === undefined ? {} : { undo }),
    explain: (output) =>
      output.exitCode === REFUSED ? validationFailed(path, validate?.[0] ?? '', output) : explain(output),
  }
}

const COPY_SCRIPT = `
from=$1 to=$2 owner=$3 mode=$4 mask=$5; shift 5
case $to in /*) ;; *) to=./$to ;; esac
beside=\${to%/*}/.longshore-copy-$$
trap 'rm -f -- "$beside"' EXIT
umask "$mask"
cat -- "$from" >"$beside" || exit 1
is=$(stat -c '%u %g %a' -- "$beside") || exit 1
[ "\${is% *}" = "$owner" ] || chown -- "\${owner% *}:\${owner#* }" "$beside" || exit 1
[ "\${is##* }" = "$mode" ] || chmod -- "$mode" "$beside" || exit 1
if [ $# -gt 0 ]; then
  for word do
    shift
    case $word in *%s*) word=\${word%%%s*}$beside\${word#*%s} ;; esac
    set -- "$@" "$word"
  done
  "$@" </dev/null || exit ${REFUSED}
fi
mv -f -- "$beside" "$to" || exit 1
trap - EXIT
`
