import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { type ChecksumAlgorithm, checksumOf } from './checksum.ts'
import { factUnreadable } from './errors.ts'
import { headOf } from './head-of.ts'
import { PATH_STATE_SCRIPT } from './path-state-script.ts'

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
  /** The same of MD5. */
  readonly md5: string | undefined
  /** The bytes of a regular file, where they were asked for and are no more than 4 MiB. */
  readonly content: Buffer | undefined
}

export interface PathStateOptions {
  /** The bytes: none, or all, or only of a small file, or only where they are others than these. */
  readonly content?: 'all' | 'small' | { readonly unlessSha1: string; readonly size: number }
  readonly sha1?: boolean
  readonly md5?: boolean
  /** Whether the path is another name (a hard link) of this one. */
  readonly sameFileAs?: string
}

/** Longest content that a fact carries: the output of a command is capped at 8 MiB. */
export const CONTENT_CAP_BYTES = 4 * 1024 * 1024

/** So few bytes travel in less time than two programs take to sum them there. */
const SMALL_BYTES = 16 * 1024

export function pathState(path: string, options: PathStateOptions = {}): Fact<PathState> {
  const { content } = options
  const known = typeof content === 'object' ? content : undefined
  const wantsSum = options.sha1 === true || known !== undefined
  return {
    name: `state of ${path}`,
    command: {
      ...shell(
        PATH_STATE_SCRIPT,
        path,
        content === undefined ? '' : 'content',
        wantsSum ? 'sha1' : '',
        known?.unlessSha1 ?? '',
        options.sameFileAs ?? '',
        known === undefined ? '' : String(known.size),
        String(content === 'small' ? SMALL_BYTES : CONTENT_CAP_BYTES),
        options.md5 === true ? 'md5' : '',
      ),
      tolerant: true,
    },
    parse: (output) => parsePathState(path, output, { sha1: wantsSum, md5: options.md5 === true }),
  }
}

const HEAD_LINES = 12

function parsePathState(
  asked: string,
  output: CommandOutput,
  wants: { readonly sha1: boolean; readonly md5: boolean },
): Result<PathState, LongshoreError> {
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
    md5 = '',
    flag,
  ] = lines
  const content = flag === 'content' ? rest : undefined
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
    sha1: sumOf('sha1', sha1, wants.sha1, content),
    md5: sumOf('md5', md5, wants.md5, content),
    content,
  })
}

function sumOf(
  algorithm: ChecksumAlgorithm,
  told: string,
  isWanted: boolean,
  content: Buffer | undefined,
): string | undefined {
  if (told !== '') return told
  return isWanted && content !== undefined ? checksumOf(content, algorithm) : undefined
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
