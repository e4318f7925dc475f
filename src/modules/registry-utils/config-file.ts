import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from '../module-utils/errors.ts'

/** A configuration file of the host, with everything that decides whether it can be replaced and put back. */
export interface ConfigFile {
  readonly path: string
  /** Where a write has to go: every symlink resolved, also where nothing is there yet. */
  readonly realPath: string
  readonly linkTarget: string | undefined
  /** Undefined where there is no file. */
  readonly present: PresentFile | undefined
  /** The file or folder that `chattr +i` or `+a` protects, if one is. */
  readonly immutable: string | undefined
  /** The file system is mounted read-only, or the file is itself a mount point and cannot be renamed over. */
  readonly obstacle: 'read-only' | 'mount-point' | undefined
  readonly availableKb: number
  /** The nearest folder above that exists. */
  readonly existingFolder: string
}

export interface PresentFile {
  readonly kind: 'file' | 'other'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Seconds since the epoch. */
  readonly modifiedAt: number
  readonly bytes: Buffer
}

/** `path` may begin with `~user/` (or `~/`): that user's home, as the host knows it. */
export function configFile(path: string): Fact<ConfigFile> {
  return {
    name: `state of ${path}`,
    command: { ...shell(DESCRIBE, path), tolerant: true },
    parse: (output) => parseConfigFile(path, output),
  }
}

/** Describes the file $1: seven lines, then its bytes. Without links, the folder tells the real path, and no program has to. */
export const DESCRIBE = `
PATH=$PATH:/usr/sbin:/sbin
p=$1
case $p in '~'*)
  u=\${p#'~'}
  u=\${u%%/*}
  home=$( { getent passwd "\${u:-$(id -un)}" || grep "^\${u:-$(id -un)}:" /etc/passwd; } 2>/dev/null | head -n 1 | cut -d: -f6)
  if [ -z "$home" ]; then echo "there is no user $u on this host, or no home of that user" >&2; exit 1; fi
  p=\${home%/}/\${p#*/}
esac
link= real=$p
if [ -L "$p" ]; then
  link=$(readlink -- "$p")
  real=$(readlink -f -- "$p" 2>/dev/null) || real=$p
else
  case $p in */*) a=\${p%/*}/ ;; *) a=./ ;; esac
  case $a in /*) ;; *) a=./$a ;; esac
  case \${p##*/} in
    '' | . | ..) real=$(readlink -f -- "$p" 2>/dev/null) || real=$p ;;
    *) if cd -P -- "$a" 2>/dev/null; then real=\${PWD%/}/\${p##*/}; fi ;;
  esac
fi
a=$real
while :; do
  case $a in */*) a=\${a%/*}; a=\${a:-/} ;; *) a=. ;; esac
  [ -d "$a" ] && break
done
if [ ! -x "$a" ]; then echo "cannot look into $a: permission denied" >&2; exit 1; fi
if [ -e "$real" ]; then stat -c '%F|%a|%u|%g|%Y' -- "$real" || exit 1; else echo absent; fi
printf '%s\\n' "$real"
printf '%s\\n' "$link" "$a"
set -- "$a"
[ -e "$real" ] && set -- "$a" "$real"
held=
while read -r flags f; do
  case $flags in *[ia]*) held=$f ;; esac
done <<EOT
$(lsattr -d -- "$@" 2>/dev/null)
EOT
printf '%s\\n' "$held"
obstacle=
{ read -r _; read -r _ _ _ kb _ at; read -r _ _ _ _ _ own; } <<EOT
$(df -Pk -- "$@" 2>/dev/null)
EOT
while read -r _ point _ options _; do
  [ "$point" = "$at" ] || continue
  case ",$options," in *,ro,*) obstacle=read-only ;; *) obstacle= ;; esac
done </proc/mounts
[ $# -eq 2 ] && [ "$own" = "$real" ] && obstacle=mount-point
printf '%s\\n%s\\n' "$obstacle" "$kb"
if [ -f "$real" ]; then cat -- "$real"; fi`

const HEAD_LINES = 7

export function parseConfigFile(path: string, output: CommandOutput): Result<ConfigFile, LongshoreError> {
  if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(path, output))
  const { lines, rest } = headOf(output.stdout, HEAD_LINES)
  const [status = '', realPath = path, link = '', folder = '/', held = '', obstacle = '', kb = ''] = lines
  return ok({
    path,
    realPath,
    linkTarget: link === '' ? undefined : link,
    present: status === 'absent' ? undefined : presentFile(status, rest),
    immutable: held === '' ? undefined : held,
    obstacle: obstacle === 'read-only' || obstacle === 'mount-point' ? obstacle : undefined,
    availableKb: /^\d+$/.test(kb) ? Number(kb) : Number.POSITIVE_INFINITY,
    existingFolder: folder,
  })
}

function presentFile(status: string, bytes: Buffer): PresentFile {
  const [type = '', mode = '', uid = '', gid = '', modified = ''] = status.split('|')
  return {
    kind: type.startsWith('regular') ? 'file' : 'other',
    mode: Number.parseInt(mode, 8),
    uid: Number(uid),
    gid: Number(gid),
    modifiedAt: Number(modified),
    bytes,
  }
}

/** The first `count` lines as text, and the bytes after them. */
function headOf(bytes: Buffer, count: number): { readonly lines: readonly string[]; readonly rest: Buffer } {
  const lines: string[] = []
  let start = 0
  while (lines.length < count) {
    const end = bytes.indexOf(0x0a, start)
    if (end === -1) break
    lines.push(bytes.toString('utf8', start, end))
    start = end + 1
  }
  return { lines, rest: bytes.subarray(start) }
}
