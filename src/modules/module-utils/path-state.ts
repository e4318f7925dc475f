import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from './errors.ts'

export interface Inode {
  readonly kind: 'file' | 'directory' | 'link' | 'other'
  /** Permission bits, such as 0o644. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly owner: string
  readonly group: string
  readonly size: number
  /** As `touch -d` takes it. */
  readonly modified: string
  /** Names of the same inode. */
  readonly links?: number
}

/** A path of the host, symlinks told apart from what they point to. */
export interface PathState {
  /** As given, a leading `~/` replaced by the home of the user. */
  readonly path: string
  /** What is at the path itself. */
  readonly entry: Inode | undefined
  readonly linkTarget: string | undefined
  /** What is there with every symlink followed. */
  readonly target: Inode | undefined
  /** Where a write through symlinks goes. */
  readonly realPath: string
  /** The deepest folder on the way that exists: the path itself, or the first parent that does. */
  readonly nearest: string
  readonly nearestIsDirectory: boolean
  readonly isEmptyDirectory: boolean
  /** Another name of the file that was asked about: the same inode. */
  readonly sameFileAs: boolean
  /** Of a regular file, where it was asked for. */
  readonly sha1: string | undefined
  /** The bytes of a regular file, where they were asked for and are no more than 4 MiB. */
  readonly content: Buffer | undefined
}

export interface PathStateOptions {
  /** The bytes: none, or all, or only where their SHA-1 is another than this. */
  readonly content?: 'all' | { readonly unlessSha1: string }
  readonly sha1?: boolean
  /** Whether the path is another name (a hard link) of this one. */
  readonly sameFileAs?: string
}

/** Longest content that a fact carries: the output of a command is capped at 8 MiB. */
export const CONTENT_CAP_BYTES = 4 * 1024 * 1024

export function pathState(path: string, options: PathStateOptions = {}): Fact<PathState> {
  const { content } = options
  const known = typeof content === 'object' ? content.unlessSha1 : ''
  const wantsSum = options.sha1 === true || known !== ''
  return {
    name: `state of ${path}`,
    command: {
      ...shell(
        SCRIPT,
        path,
        content === undefined ? '' : 'content',
        wantsSum ? 'sha1' : '',
        known,
        options.sameFileAs ?? '',
      ),
      tolerant: true,
    },
    parse: (output) => parsePathState(path, output),
  }
}

const SCRIPT = `
LC_ALL=C; export LC_ALL
p=$1
case $p in '~') p=$HOME ;; '~/'*) p=$HOME/\${p#'~/'} ;; esac
while :; do case $p in ?*/) p=\${p%/} ;; *) break ;; esac; done
there() { [ -e "$1" ] || [ -L "$1" ]; }
format='%F|%a|%u|%g|%U|%G|%s|%y|%h'
near=$p
while ! there "$near"; do
  up=$(dirname -- "$near")
  [ "$up" != "$near" ] || break
  near=$up
done
if ! there "$p" && [ -d "$near" ] && [ ! -x "$near" ]; then
  echo "cannot look into $near: permission denied" >&2; exit 1
fi
printf '%s\\n' "$p"
if there "$p"; then stat -c "$format" -- "$p" || exit 1; else echo; fi
if [ -L "$p" ]; then readlink -- "$p"; else echo; fi
if [ -e "$p" ]; then stat -L -c "$format" -- "$p" || exit 1; else echo; fi
readlink -f -- "$p" 2>/dev/null || printf '%s\\n' "$p"
printf '%s\\n' "$near"
if [ -d "$near" ]; then echo directory; else echo other; fi
if [ -d "$p" ] && [ -z "$(ls -A -- "$p" 2>/dev/null)" ]; then echo empty; else echo; fi
if [ -n "$5" ] && [ -e "$p" ] && [ "$(stat -c %d:%i -- "$p")" = "$(stat -c %d:%i -- "$5" 2>/dev/null)" ]; then echo same
else echo; fi
sum=
if [ "$3" = sha1 ] && [ -f "$p" ]; then sum=$(sha1sum <"$p") || exit 1; sum=\${sum%% *}; fi
printf '%s\\n' "$sum"
if [ "$2" = content ] && [ -f "$p" ] && { [ -z "$4" ] || [ "$sum" != "$4" ]; } &&
  [ "$(stat -L -c %s -- "$p")" -le ${CONTENT_CAP_BYTES} ]; then echo content; cat -- "$p"; else echo; fi
`

const HEAD_LINES = 11

function parsePathState(asked: string, output: CommandOutput): Result<PathState, LongshoreError> {
  if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(asked, output))
  const { lines, rest } = headOf(output.stdout, HEAD_LINES)
  const [
    path = asked,
    entry = '',
    link = '',
    target = '',
    real = path,
    nearest = '',
    near,
    empty,
    same,
    sha1 = '',
    flag,
  ] = lines
  return ok({
    path,
    entry: parseInode(entry),
    linkTarget: link === '' ? undefined : link,
    target: parseInode(target),
    realPath: real,
    nearest,
    nearestIsDirectory: near === 'directory',
    isEmptyDirectory: empty === 'empty',
    sameFileAs: same === 'same',
    sha1: sha1 === '' ? undefined : sha1,
    content: flag === 'content' ? rest : undefined,
  })
}

function parseInode(line: string): Inode | undefined {
  if (line === '') return undefined
  const [type = '', mode = '', uid = '', gid = '', owner = '', group = '', size = '', modified = '', links = '1'] =
    line.split('|')
  return {
    kind: kindOf(type),
    mode: Number.parseInt(mode, 8),
    uid: Number(uid),
    gid: Number(gid),
    owner,
    group,
    size: Number(size),
    modified,
    links: Number(links),
  }
}

function kindOf(type: string): Inode['kind'] {
  if (type.startsWith('regular')) return 'file'
  if (type === 'symbolic link') return 'link'
  return type === 'directory' ? 'directory' : 'other'
}

/** The first `count` lines as text, and the bytes after them. */
function headOf(bytes: Buffer, count: number): { lines: string[]; rest: Buffer } {
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

/** The folders that would have to be made for `path` to exist, outermost first, `path` itself included. */
export function missingFolders(state: PathState, path: string = state.path): readonly string[] {
  const missing: string[] = []
  for (let folder = path; folder !== state.nearest && folder !== '/' && folder !== '.'; folder = parentOf(folder)) {
    missing.unshift(folder)
  }
  return missing
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  if (slash === -1) return '.'
  return slash === 0 ? '/' : path.slice(0, slash)
}
