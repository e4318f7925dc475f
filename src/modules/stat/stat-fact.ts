import { err, ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { factUnreadable } from '../module-utils/errors.ts'
import { fileAttributes, mimeType } from './file-attributes.ts'

interface StatOptions {
  readonly path: string
  readonly follow: boolean
  readonly get_checksum: boolean
  readonly checksum_algorithm: string
  readonly get_attributes: boolean
  readonly get_mime: boolean
}

const ABSENT = 44
/** What comes behind them may be missing: a file system without attributes, a host without lsattr(1) or file(1). */
const FEWEST_LINES = 6

/** Ansible's `stat` return value; `{exists: false}` where nothing is there. */
export function statFact(options: StatOptions): Fact<Vars> {
  const sum = options.get_checksum ? `${options.checksum_algorithm}sum` : ''
  const more = [options.get_attributes ? 'attributes' : '', options.get_mime ? 'mime' : '']
  return {
    name: `stat of ${options.path}`,
    command: { ...shell(SCRIPT, options.path, options.follow ? '-L' : '', sum, ...more), tolerant: true },
    parse: (output) => {
      if (output.exitCode === ABSENT) return ok({ exists: false })
      const lines = output.stdout.toString('utf8').split('\n')
      return lines.length > FEWEST_LINES ? ok(parseStat(lines, options)) : err(factUnreadable(options.path, output))
    },
  }
}

/** %f is the raw mode in hex; access is asked of the kernel for the user of the task. */
const SCRIPT = `
LC_ALL=C; export LC_ALL
p=$1
case $p in '~') p=$HOME ;; '~/'*) p=$HOME/\${p#'~/'} ;; esac
if [ ! -e "$p" ] && { [ ! -L "$p" ] || [ "$2" = -L ]; }; then
  case $p in */*) d=\${p%/*}; d=\${d:-/} ;; *) d=. ;; esac
  if [ -d "$d" ] && [ ! -x "$d" ]; then echo "cannot look into $d: permission denied" >&2; exit 1; fi
  exit ${ABSENT}
fi
stat $2 -c '%f|%u|%g|%U|%G|%s|%i|%h|%d|%X|%Y|%Z|%b|%o|%x|%y|%z|%t|%T' -- "$p" || exit 1
printf '%s\\n' "$p"
r=; w=; x=
[ ! -r "$p" ] || r=r; [ ! -w "$p" ] || w=w; [ ! -x "$p" ] || x=x
echo "$r$w$x"
if [ -L "$p" ] && [ -z "$2" ]; then readlink -- "$p"; readlink -f -- "$p" || echo; else echo; echo; fi
if [ -n "$3" ] && [ -f "$p" ] && [ -r "$p" ] && { [ ! -L "$p" ] || [ "$2" = -L ]; }; then
  sum=$("$3" <"$p") || exit 1
  printf '%s\\n' "\${sum%% *}"
else echo; fi
if [ -n "$5" ]; then
  if [ -n "$4" ]; then lsattr -vd -- "$p" || echo; else echo; fi
  exec file -b --mime-type --mime-encoding -- "$p"
fi 2>/dev/null
[ -z "$4" ] || exec lsattr -vd -- "$p" 2>/dev/null
`

/** File types by the upper bits of st_mode, under Ansible's names. */
export const STAT_TYPES = { isfifo: 1, ischr: 2, isdir: 4, isblk: 6, isreg: 8, islnk: 10, issock: 12 } as const

function parseStat(lines: readonly string[], asked: StatOptions): Vars {
  const [fields = '', path = '', access = '', linkTarget = '', linkSource = '', checksum = '', attributes, mime] = lines
  const [rawMode = '', uid, gid, owner, group, size, inode, links, device, ...rest] = fields.split('|')
  const [atime, mtime, ctime, blocks, blockSize, atimeText, mtimeText, ctimeText, major = '0', minor = '0'] = rest
  const raw = Number.parseInt(rawMode, 16)
  const type = raw >> 12
  return {
    exists: true,
    path,
    mode: (raw & 0o7777).toString(8).padStart(4, '0'),
    ...Object.fromEntries(Object.entries(STAT_TYPES).map(([name, value]) => [name, type === value])),
    uid: Number(uid),
    gid: Number(gid),
    pw_name: owner,
    gr_name: group,
    size: Number(size),
    inode: Number(inode),
    dev: Number(device),
    nlink: Number(links),
    atime: withFraction(atime, atimeText),
    mtime: withFraction(mtime, mtimeText),
    ctime: withFraction(ctime, ctimeText),
    blocks: Number(blocks),
    block_size: Number(blockSize),
    device_type: Number.parseInt(major, 16) * 256 + Number.parseInt(minor, 16),
    ...permissionFlags(raw),
    readable: access.includes('r'),
    writeable: access.includes('w'),
    executable: access.includes('x'),
    ...(type === STAT_TYPES.islnk ? { lnk_target: linkTarget, lnk_source: linkSource } : {}),
    ...(checksum === '' ? {} : { checksum }),
    ...(asked.get_mime ? mimeType(mime ?? '') : {}),
    ...(asked.get_attributes ? fileAttributes(attributes ?? '') : {}),
  }
}

/** `isuid`, `rusr`, `woth` ... of a mode. */
export function permissionFlags(mode: number): Vars {
  const flags: Record<string, boolean> = { isuid: (mode & 0o4000) !== 0, isgid: (mode & 0o2000) !== 0 }
  for (const [who, shift] of [
    ['usr', 6],
    ['grp', 3],
    ['oth', 0],
  ] as const) {
    flags[`r${who}`] = ((mode >> shift) & 4) !== 0
    flags[`w${who}`] = ((mode >> shift) & 2) !== 0
    flags[`x${who}`] = ((mode >> shift) & 1) !== 0
  }
  return flags
}

/** Seconds since 1970, with the fraction of the readable form (`... 12:00:00.123456789 +0000`) where it has one. */
export function withFraction(seconds: string | undefined, text: string | undefined): number {
  const fraction = /\d\d:\d\d:\d\d(\.\d+)/.exec(text ?? '')?.[1] ?? ''
  return Number(`${seconds ?? '0'}${fraction}`)
}
