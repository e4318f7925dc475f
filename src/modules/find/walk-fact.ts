import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import type { FindArgs } from './args.ts'
import { containsUnsupported, walkTooLong } from './errors.ts'

export interface WalkedRoot {
  /** Seconds since 1970 by the host's clock. */
  readonly now: number
  readonly path: string
  /** Why it could not be looked into, in Ansible's words. */
  readonly problem: string | undefined
  readonly examined: number
  readonly entries: readonly WalkedEntry[]
}

export interface WalkedEntry {
  readonly path: string
  /** As `STAT_FORMAT` names them. */
  readonly fields: readonly string[]
  readonly checksum: string | undefined
  readonly contains: boolean
}

const NO_GREP = 46

/** What is below one path and may match, with its attributes. What the host can narrow down, it does. */
export function walkFact(path: string, args: FindArgs): Fact<WalkedRoot> {
  const listed = args.recurse ? args.depth : 1
  const counted = args.recurse && args.depth !== undefined ? args.depth + 1 : listed
  return {
    name: `files below ${path}`,
    command: {
      ...shell(
        WALK_SCRIPT,
        path,
        listed === undefined ? '' : String(listed),
        counted === undefined ? '' : String(counted),
        args.follow && args.recurse ? '-L' : '-H',
        args.get_checksum ? 'sum' : '',
        args.contains === undefined ? '' : args.read_whole_file ? 'whole' : 'line',
        args.contains ?? '',
        ...nameTests(args),
      ),
      tolerant: true,
    },
    parse: (output) => parseWalk(path, args, output),
  }
}

/** Patterns as tests of find(1), which reads them as Python's fnmatch does; none where it would not. */
function nameTests({ patterns, use_regex: isRegex }: FindArgs): readonly string[] {
  if (isRegex || patterns.length === 0 || patterns.some((pattern) => /[[\\]/.test(pattern))) return []
  return ['(', ...patterns.flatMap((pattern, at) => [...(at === 0 ? [] : ['-o']), '-name', pattern]), ')']
}

/** Raw mode (hex), ids and names of owner and group, size, inode, device, links, times in seconds and readable. */
const STAT_FORMAT = '%f|%u|%g|%U|%G|%s|%i|%d|%h|%X|%Y|%Z|%x|%y|%z|%n'
const FIELDS = 15

/**
 * $1 path, $2 depth of what is listed, $3 of what is counted, $4 how find treats symlinks, $5 sum, $6 line or whole, $7
 * what the file has to hold, which is in no argv, then tests of find. Records begin with ASCII 30 and a letter, since names hold newlines.
 */
const WALK_SCRIPT = `
LC_ALL=C; export LC_ALL
root=$1 limit=\${2:+-maxdepth $2} counted=\${3:+-maxdepth $3} links=$4 sum=$5 content=$6 WANTED=$7
shift 7
case $root in '~') root=$HOME ;; '~/'*) root=$HOME/\${root#'~/'} ;; esac
rs=$(printf '\\036')
printf '%sn%s\\n%sr%s\\n' "$rs" "$(date +%s.%N)" "$rs" "$root"
if [ ! -d "$root" ]; then exit 0; fi
if [ -n "$content" ]; then
  if echo a | grep -qP a 2>/dev/null; then
    if [ "$content" = whole ]; then
      case $WANTED in *[!\\\\]'$') WANTED=\${WANTED%'$'}'\\Z' ;; esac
      GREP=-qaPz WANTED="(?-m)$WANTED"
    else GREP=-qaP WANTED="^(?:$WANTED)"
    fi
  else
    case $WANTED in *'(?'*|*'*?'*|*'+?'*|*'??'*|*'\\d'*|*'\\D'*) exit ${NO_GREP} ;; esac
    if [ "$content" = whole ]; then GREP=-qaE; else GREP=-qaE WANTED="^($WANTED)"; fi
  fi
  printf '%s\\n' "$WANTED" | grep $GREP -f - /dev/null >/dev/null 2>&1
  [ $? -le 1 ] || exit ${NO_GREP}
  export GREP WANTED
fi
case $root in -*) base=./$root ;; *) base=$root ;; esac
printf '%sc%s\\n' "$rs" "$(find $links "$base" -mindepth 1 $counted -print0 2>/dev/null | tr -dc '\\000' | wc -c)"
find $links "$base" -mindepth 1 $limit "$@" -exec stat -c "\${rs}e${STAT_FORMAT}" -- {} + 2>/dev/null
[ -z "$sum" ] || find $links "$base" -mindepth 1 $limit "$@" -exec sh -c '
  for f do
    if [ -f "$f" ] && [ ! -L "$f" ]; then s=$(sha1sum <"$f") && printf "\\036s%s|%s\\n" "\${s%% *}" "$f"; fi
  done' sh {} + 2>/dev/null
[ -z "$content" ] || find $links "$base" -mindepth 1 $limit "$@" -exec sh -c '
  for f do
    if [ -f "$f" ] && [ ! -L "$f" ] && printf "%s\\n" "$WANTED" | grep $GREP -f - -- "$f"; then printf "\\036h%s\\n" "$f"; fi
  done' sh {} + 2>/dev/null
exit 0
`

function parseWalk(asked: string, args: FindArgs, output: CommandOutput): Result<WalkedRoot, LongshoreError> {
  if (output.exitCode === NO_GREP) return err(containsUnsupported(args.contains ?? ''))
  if (output.truncated) return err(walkTooLong(asked))
  if (output.exitCode !== 0) return err(factUnreadable(asked, output))
  const records = output.stdout.toString('utf8').split('\u001e').slice(1)
  const of = (kind: string) => records.filter((record) => record[0] === kind).map((record) => record.slice(1, -1))
  const path = of('r')[0] ?? asked
  const sums = new Map(of('s').map((record) => [record.slice(41), record.slice(0, 40)]))
  const holders = new Set(of('h'))
  const count = of('c')[0]
  return ok({
    now: Number((of('n')[0] ?? '').replace(/[^0-9.]/g, '')),
    path,
    problem: count === undefined ? `'${path}' is not a directory` : undefined,
    examined: Number(count ?? 0),
    entries: of('e').map((record) => entryOf(record, sums, holders)),
  })
}

function entryOf(record: string, sums: ReadonlyMap<string, string>, holders: ReadonlySet<string>): WalkedEntry {
  const parts = record.split('|')
  const path = parts.slice(FIELDS).join('|')
  return { path, fields: parts.slice(0, FIELDS), checksum: sums.get(path), contains: holders.has(path) }
}
