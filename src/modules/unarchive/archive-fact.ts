import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { CONTENT_CAP_BYTES } from '../module-utils/path-state.ts'
import { POSIX_TAR } from '../module-utils/folder-copy.ts'
import { LEAVES, NO_ARCHIVE, ODD_NAME, OPEN_ARCHIVE } from './archive-script.ts'
import { leavesDestination, notAnArchive, oddName } from './errors.ts'
import type { PreparedUnarchive } from './prepare.ts'

export type ArchiveKind = 'tar' | 'gz' | 'bz2' | 'xz' | 'zst' | 'zip'

/** What is there already at a path that the archive writes. */
export interface Standing {
  readonly kind: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** An archive, and what unpacking it would do to the folder. */
export interface ArchiveState {
  readonly kind: ArchiveKind
  /** As the archive has them. */
  readonly members: readonly string[]
  /** Below the folder, with the folders that they are in; outer ones first. */
  readonly paths: readonly string[]
  readonly there: ReadonlyMap<string, Standing>
  /** As tar tells them: `name: what differs`. */
  readonly differences: readonly string[]
  /** What is there, as a tar in base64. Undefined where it is too much to be kept. */
  readonly originals: string | undefined
}

/** Undefined where the archive or the folder is not there: other facts tell. */
export function archiveState(prepared: PreparedUnarchive): Fact<ArchiveState | LongshoreError | undefined> {
  const { src } = prepared.args
  return {
    name: `what ${src} would change`,
    command: { ...shell(SCRIPT, ...prepared.words), stdin: prepared.content ?? '', tolerant: true },
    parse: (output) => parseState(src, output),
  }
}

const SCRIPT = `${OPEN_ARCHIVE}
[ -d "$dest" ] && [ -f "$archive" ] && [ -r "$archive" ] || { echo absent; exit 0; }
echo "kind $kind"
if [ "$kind" = zip ]; then
  command -v unzip >/dev/null || { echo 'unzip is not installed on the host' >&2; exit ${NO_ARCHIVE}; }
  mkdir -- "$work/tree" && unzip_into "$work/tree" "$@" || exit ${NO_ARCHIVE}
  unzip -Z1 "$archive" > "$work/all" || exit ${NO_ARCHIVE}
  if grep -E '(^|/)\\.\\.(/|$)' "$work/all" | head -n 1 | grep . >&2; then exit ${LEAVES}; fi
  while IFS= read -r name; do
    if [ -e "$work/tree/$name" ] || [ -L "$work/tree/$name" ]; then printf '%s\\n' "$name"; fi
  done < "$work/all" > "$work/names"
else
  tar --list --show-transformed-names --quoting-style=escape $unpack "$@" > "$work/escaped" 2> "$work/said" || { cat "$work/said" >&2; exit ${NO_ARCHIVE}; }
  if grep -q '\\\\n' "$work/escaped"; then exit ${ODD_NAME}; fi
  tar --list --show-transformed-names --quoting-style=literal $unpack "$@" > "$work/names" 2>/dev/null || exit ${NO_ARCHIVE}
  tar --list -P --quoting-style=literal $unpack "$@" > "$work/written" 2>/dev/null
  if grep -E '(^|/)\\.\\.(/|$)' "$work/written" | head -n 1 | grep . >&2; then exit ${LEAVES}; fi
fi
sed 's/^/member /' "$work/names"
awk '{ n = split($0, part, "/"); path = ""
  for (i = 1; i <= n; i++) {
    if (part[i] == "" || part[i] == ".") continue
    path = path == "" ? part[i] : path "/" part[i]
    if (!(path in seen)) { seen[path] = 1; print path }
  }
  if (path == "" && $0 != "" && !("." in seen)) { seen["."] = 1; print "." } }' "$work/names" > "$work/paths"
sed 's/^/path /' "$work/paths"
cd -- "$dest" || exit 1
inside=$(readlink -f -- .)
while IFS= read -r path; do
  if [ -L "$path" ]; then
    leads=$(readlink -f -- "$path")
    case $leads/ in "\${inside%/}"/*) ;; *) grep -qF "$path/" "$work/paths" && { echo "$path leads to $leads" >&2; exit ${LEAVES}; } ;; esac
    printf '%s\\n' "$path"
  elif [ -e "$path" ]; then printf '%s\\n' "$path"
  fi
done < "$work/paths" > "$work/there" || exit $?
tr '\\n' '\\0' < "$work/there" | xargs -0 -r stat -c 'there %F|%a|%u|%g|%s|%n' > "$work/stats"
cat "$work/stats"
if [ "$kind" = zip ]; then
  (cd "$work/tree" && tar -cf - .) | tar --diff -f - 2>&1 | grep -v -E '^\\.: |: (Uid|Gid) differs$' | sed 's,^\\./,,' > "$work/differs"
else
  tar --diff $unpack "$@" > "$work/differs" 2>&1
fi
sed 's/^/differs /' "$work/differs"
if [ "$(awk -F'|' '/^there regular/ { sum += $5 } END { print sum + 0 }' "$work/stats")" -le ${CONTENT_CAP_BYTES} ]; then
  printf 'originals '
  if [ -s "$work/there" ]; then tar -cf - ${POSIX_TAR} --no-recursion --no-unquote -T "$work/there" | base64 | tr -d '\\n'; fi
  echo
fi
`

function parseState(
  src: string,
  output: CommandOutput,
): Result<ArchiveState | LongshoreError | undefined, LongshoreError> {
  const said = stderrText(output).trim()
  if (output.exitCode === NO_ARCHIVE) return ok(notAnArchive(src, said))
  if (output.exitCode === LEAVES) return ok(leavesDestination(src, said))
  if (output.exitCode === ODD_NAME) return ok(oddName(src))
  if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(src, output))
  const lines = output.stdout.toString('utf8').split('\n')
  const those = (word: string) =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))
  const [kind] = those('kind')
  if (kind === undefined) return ok(undefined)
  return ok({
    kind: kind as ArchiveKind,
    members: those('member').filter((name) => name !== ''),
    paths: those('path'),
    there: new Map(those('there').map(standingOf)),
    differences: those('differs'),
    originals: those('originals')[0],
  })
}

function standingOf(line: string): readonly [string, Standing] {
  const [kind = '', mode = '', uid, gid, _size, ...name] = line.split('|')
  return [name.join('|'), { kind, mode: Number.parseInt(mode, 8), uid: Number(uid), gid: Number(gid) }]
}
