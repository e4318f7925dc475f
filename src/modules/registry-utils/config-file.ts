import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { headOf } from '../module-utils/head-of.ts'

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

/** What is mounted where; the last line about a place counts. */
export const MOUNTS = '/proc/mounts'
/** `sh` reads byte by byte: a host of many containers has a hundred KB of mounts, of which grep finds what is meant. */
const LINES_BY_SH = 24

/**
 * Describes the file $1: seven lines, then its bytes; with $2, a line `file NAME` before them, and nothing at all of one that
 * cannot be read: exit code 2. Without links, the folder tells the real path, and no program has to.
 */
export const DESCRIBE = `
PATH=$PATH:/usr/sbin:/sbin
p=$1 name=\${2:+$1}
case $p in '~'*)
  u=\${p#'~'}
  u=\${u%%/*}
  home=$( { getent passwd "\${u:-$(id -un)}" || grep "^\${u:-$(id -un)}:" /etc/passwd; } 2>/dev/null | head -n 1 | cut -d: -f6)
  if [ -z "$home" ]; then echo "there is no user $u on this host, or no home of that user" >&2; exit 2; fi
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
if [ ! -x "$a" ]; then echo "cannot look into $a: permission denied" >&2; exit 2; fi
is=absent
if [ -e "$real" ]; then is=$(stat -c '%F|%a|%u|%g|%Y|%s' -- "$real") || exit 2; fi
if [ -n "$name" ]; then
  if [ -f "$real" ] && [ ! -r "$real" ]; then exit 2; fi
  printf 'file %s\\n' "$name"
fi
printf '%s\\n' "$is" "$real" "$link" "$a"
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
mounted() {
  [ "$1" = "$at" ] || return 0
  case ",$2," in *,ro,*) obstacle=read-only ;; *) obstacle= ;; esac
}
{
  lines=0
  while [ "$lines" -lt ${LINES_BY_SH} ] && read -r _ point _ options _; do
    lines=$((lines + 1))
    mounted "$point" "$options"
  done
  if [ "$lines" -eq ${LINES_BY_SH} ]; then
    while read -r _ point _ options _; do mounted "$point" "$options"; done <<EOT
$(grep -F -- " $at ")
EOT
  fi
} <${MOUNTS}
[ $# -eq 2 ] && [ "$own" = "$real" ] && obstacle=mount-point
printf '%s\\n%s\\n' "$obstacle" "$kb"
if [ -f "$real" ]; then exec cat -- "$real"; fi`

const HEAD_LINES = 7

export function parseConfigFile(path: string, output: CommandOutput): Result<ConfigFile, LongshoreError> {
  if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(path, output))
  const { lines, rest } = headOf(output.stdout, HEAD_LINES)
  return ok(configFileOf(path, lines, rest))
}

/** Kind, mode, owner, group, time and size. */
const STATUS = /^(absent|[^|]+\|[0-7]+\|\d+\|\d+\|-?\d+\|\d+)?$/

/** The first of them in a run of descriptions with their names, and what is left behind it. Undefined: it is none. */
export function firstDescribed(bytes: Buffer): { readonly file: ConfigFile; readonly rest: Buffer } | undefined {
  const { lines, rest } = headOf(bytes, HEAD_LINES + 1)
  const [title = '', ...head] = lines
  const [status = ''] = head
  if (!title.startsWith('file ') || head.length < HEAD_LINES || !STATUS.test(status)) return undefined
  const size = status.startsWith('regular') ? Number(status.split('|')[5]) : 0
  if (size > rest.length) return undefined
  return { file: configFileOf(title.slice(5), head, rest.subarray(0, size)), rest: rest.subarray(size) }
}

function configFileOf(path: string, lines: readonly string[], bytes: Buffer): ConfigFile {
  const [status = '', realPath = path, link = '', folder = '/', held = '', obstacle = '', kb = ''] = lines
  return {
    path,
    realPath,
    linkTarget: link === '' ? undefined : link,
    present: status === 'absent' ? undefined : presentFile(status, bytes),
    immutable: held === '' ? undefined : held,
    obstacle: obstacle === 'read-only' || obstacle === 'mount-point' ? obstacle : undefined,
    availableKb: /^\d+$/.test(kb) ? Number(kb) : Number.POSITIVE_INFINITY,
    existingFolder: folder,
  }
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
