import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from './errors.ts'

/** What is at a path of the host. Symlinks are followed for everything but `linkTarget`. */
export interface FileState {
  readonly kind: 'file' | 'directory' | 'other'
  /** The path with every symlink resolved: where a write has to go. */
  readonly realPath: string
  /** Set where the path itself is a symlink: what it says. */
  readonly linkTarget: string | undefined
  /** Permission bits, such as 0o644. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly owner: string
  readonly group: string
  readonly size: number
  /** The bytes, where `content` was asked for and this is a file. */
  readonly content: Buffer | undefined
}

export interface FileStateOptions {
  /** Also fetch the bytes. */
  readonly content: boolean
}

/** The state of a path, or undefined where nothing is there (a dangling symlink counts as nothing). */
export function fileState(path: string, options: FileStateOptions): Fact<FileState | undefined> {
  return {
    name: `state of ${path}`,
    command: { ...shell(SCRIPT, path, options.content ? 'content' : ''), tolerant: true },
    parse: (output) => parseFileState(path, output),
  }
}

const ABSENT = 44

const SCRIPT = `
p=$1
if [ ! -e "$p" ]; then
  d=$(dirname -- "$p")
  if [ -d "$d" ] && [ ! -x "$d" ]; then echo "cannot look into $d: permission denied" >&2; exit 1; fi
  exit ${ABSENT}
fi
real=$(readlink -f -- "$p") || exit 1
stat -c '%F|%a|%u|%g|%U|%G|%s' -- "$real" || exit 1
printf '%s\\n' "$real"
if [ -L "$p" ]; then readlink -- "$p"; else echo; fi
if [ "$2" = content ] && [ -f "$real" ]; then cat -- "$real"; fi`

function parseFileState(path: string, output: CommandOutput): Result<FileState | undefined, LongshoreError> {
  if (output.exitCode === ABSENT) return ok(undefined)
  if (output.exitCode !== 0 || output.truncated) return err(factUnreadable(path, output))
  const { lines, rest } = headOf(output.stdout, 3)
  const [type = '', mode = '', uid = '', gid = '', owner = '', group = '', size = ''] = (lines[0] ?? '').split('|')
  const kind = kindOf(type)
  return ok({
    kind,
    realPath: lines[1] ?? path,
    linkTarget: lines[2] === '' ? undefined : lines[2],
    mode: Number.parseInt(mode, 8),
    uid: Number(uid),
    gid: Number(gid),
    owner,
    group,
    size: Number(size),
    content: kind === 'file' ? rest : undefined,
  })
}

function kindOf(type: string): FileState['kind'] {
  if (type.startsWith('regular')) return 'file'
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
