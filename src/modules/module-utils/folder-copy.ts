import { err, ok, type Result } from '../../base/result.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { stdoutText, type CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell, type ShellCommand } from '../../model/remote-command.ts'
import { factUnreadable } from './errors.ts'
import { CONTENT_CAP_BYTES } from './path-state.ts'

/** A folder with all below it, for an undo; or why it cannot be kept. */
export type FolderCopy =
  /** As a tar in base64, the same for the same folder. */
  { readonly kind: 'kept'; readonly tar: string } | { readonly kind: 'lost'; readonly why: string }

/** Names below one folder that are kept. */
const MOST_NAMES = 10_000

/** With all of a time, and nothing that differs from one look to the next. */
export const POSIX_TAR = '--format=posix --pax-option=exthdr.name=%d/%f,delete=atime,delete=ctime'

/** Extended attributes, where this host's tar knows of them. */
const XATTRS = `xattrs=
case $(tar --help 2>/dev/null) in *--xattrs-include*) xattrs="--xattrs --xattrs-include=*" ;; esac
set -f`

/** Undefined where there is no folder at the path itself. */
export function folderCopy(path: string): Fact<FolderCopy | undefined> {
  return {
    name: `what is below ${path}`,
    command: { ...shell(SCRIPT, path), tolerant: true },
    parse: (output) => parseCopy(path, output),
  }
}

const SCRIPT = `
LC_ALL=C; export LC_ALL
p=$1
case $p in '~') p=$HOME ;; '~/'*) p=$HOME/\${p#'~/'} ;; esac
[ -d "$p" ] && [ ! -L "\${p%/}" ] || exit 0
lost() { echo "lost $1"; exit 0; }
cd -- "$p" 2>/dev/null || lost 'it cannot be read'
command -v tar >/dev/null 2>&1 && command -v base64 >/dev/null 2>&1 || lost 'the host has no tar and base64 to keep it'
work=$(mktemp -d) || lost 'there is no room in /tmp to read it'
trap 'rm -rf -- "$work"' EXIT
list=$work/list
find . -exec stat -c '%s %F' -- {} + > "$list" 2>/dev/null || lost 'it cannot be read'
[ "$(wc -l < "$list")" -le ${MOST_NAMES} ] || lost 'there are more than ${MOST_NAMES} names below it'
set -- $(awk '{ if ($2 == "regular") sum += $1; else if ($2 != "directory" && $2 != "symbolic") odd = 1 } END { printf "%.0f %d", sum, odd }' "$list")
[ "$1" -le ${CONTENT_CAP_BYTES} ] || lost "$1 bytes are too many to keep"
[ "$2" = 0 ] || lost 'there are devices, sockets or pipes below it'
[ "$(find . -xdev | wc -l)" = "$(find . | wc -l)" ] || lost 'another file system is mounted below it'
[ "$(find . -name '*
*' | wc -l)" = 0 ] || lost 'a name below it holds a line end'
find . | sort > "$list"
${XATTRS}
tar -cf "$work/tar" ${POSIX_TAR} $xattrs --no-recursion --no-unquote -T "$list" 2>/dev/null || lost 'it cannot be read'
echo kept
base64 < "$work/tar" | tr -d '\\n'
`

function parseCopy(path: string, output: CommandOutput): Result<FolderCopy | undefined, LongshoreError> {
  if (output.exitCode !== 0) return err(factUnreadable(path, output))
  if (output.truncated) return ok({ kind: 'lost', why: 'it is too much to keep' })
  const [first = '', tar = ''] = stdoutText(output).split('\n')
  if (first.startsWith('lost ')) return ok({ kind: 'lost', why: first.slice('lost '.length) })
  return ok(first === 'kept' ? { kind: 'kept', tar } : undefined)
}

/** Makes the folder again as it was, whether all, some or nothing of it is gone, and looks that it is so. */
export function makeFolderAgain(path: string, tar: string): ShellCommand {
  return { ...shell(MAKE_AGAIN, path), stdin: tar }
}

const MAKE_AGAIN = `
kept=$(mktemp) || exit 1
trap 'rm -f -- "$kept"' EXIT
base64 -d > "$kept" || exit 1
mkdir -p -- "$1" || exit 1
${XATTRS}
tar --extract -p --same-owner --numeric-owner $xattrs -C "$1" -f "$kept" && tar --diff --numeric-owner -C "$1" -f "$kept" >&2
`
