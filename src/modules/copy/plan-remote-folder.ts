import { err, ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { attributesAfter, attributeValues } from '../module-utils/attributes.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import { folderOntoFile } from './errors.ts'
import type { CopyFacts } from './facts.ts'
import type { PreparedCopy } from './prepare.ts'

const DIFFERS = 1

/** Whether a folder of the host holds every folder and file of another one, byte by byte. True where neither is a folder. */
export function treeSame(from: string, to: string): Fact<boolean> {
  return {
    name: `whether ${to} holds what ${from} does`,
    command: { ...shell(COMPARE_SCRIPT, from, to), tolerant: true },
    parse: (output) => (output.exitCode > DIFFERS ? err(factUnreadable(from, output)) : ok(output.exitCode === 0)),
  }
}

const COMPARE_SCRIPT = `
from=$1 to=$2
case $from in '~/'*) from=$HOME/\${from#'~/'} ;; esac
case $to in '~/'*) to=$HOME/\${to#'~/'} ;; esac
[ -d "$from" ] || exit 0
[ -d "$to" ] || exit ${DIFFERS}
found=$(find -L "$from/." -exec sh -c '
  from=$1 to=$2; shift 2
  for each do
    there=$to\${each#"$from"}
    if [ -d "$each" ]; then [ -d "$there" ]
    elif [ "$(sha1sum <"$each")" = "$(sha1sum <"$there")" ]; then :
    else false; fi 2>/dev/null || { echo differs; exit; }
  done' sh "$from" "$to" {} +) || exit 2
[ -z "$found" ] || exit ${DIFFERS}
`

/** Copies a folder within the host. What it brings is removed by the undo only where the folder was not there before. */
export function planRemoteFolder(copy: PreparedCopy, src: string, facts: CopyFacts): Plan {
  const { args } = copy
  const source = facts.source?.target
  const inside = src.endsWith('/') ? undefined : facts[`inside:${src.slice(src.lastIndexOf('/') + 1)}`]
  const to = inside ?? facts.dest
  const taken = [facts.dest, to].find(({ entry, target }) => entry !== undefined && target?.kind !== 'directory')
  if (facts.source === undefined || source === undefined || taken !== undefined) {
    return { kind: 'impossible', error: folderOntoFile(taken?.path ?? to.path) }
  }
  const wanted = { ...args, mode: args.mode === 'preserve' ? source.mode : args.mode }
  const after = attributesAfter(to.target ?? source, wanted, facts.who, true)
  if (!after.ok) return { kind: 'impossible', error: after.error }
  const isNew = to.entry === undefined
  const told = {
    src,
    dest: isNew ? args.dest : `${to.path}${src.endsWith('/') ? '/' : ''}`,
    checksum: null,
    md5sum: null,
    ...attributeValues(after.value, to.target?.size ?? source.size, 'directory'),
  }
  if (facts.sameTree === true || (!isNew && !args.force)) return { kind: 'in-desired-state', values: told }
  const step: Step = {
    summary: `copy the folder ${facts.source.path} to ${to.path}`,
    run: shell(
      COPY_SCRIPT,
      facts.source.path,
      to.path,
      args.local_follow === true ? '-L' : '-P',
      args.owner ?? '',
      args.group ?? '',
      wanted.mode === undefined ? '' : modeText(after.value.mode),
    ),
    ...(isNew ? { undo: [{ kind: 'remove' as const, path: to.path, recursive: true }] } : {}),
    explain: explainFileFailure(`copy ${facts.source.path} to ${to.path}`, to.path),
  }
  const notes = isNew ? [] : [`${to.path} is there: what it holds is not kept for a rollback`]
  return { kind: 'change', steps: [step], notes, values: told }
}

/** With -L a link is followed; one that leads nowhere stays a link, as with Ansible. */
const COPY_SCRIPT = `
mkdir -p -- "$2" || exit 1
cp -R -P -p -- "$1/." "$2/" || exit 1
if [ "$3" = -L ]; then
  find "$1/." -type l -exec sh -c '
    from=$1 to=$2; shift 2
    for link do
      there=$to/\${link#"$from"/./}
      [ -e "$link" ] || continue
      rm -rf -- "$there" && cp -R -L -p -- "$link" "$there" || exit 1
    done' sh "$1" "$2" {} + || exit 1
fi
[ "$(id -u)" != 0 ] || chown -R -- "\${4:-0}:\${5:-0}" "$2" || exit 1
[ -z "$6" ] || chmod -- "$6" "$2"
`
