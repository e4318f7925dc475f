import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { cannotLook, scanFailed, tooManyFiles } from './errors.ts'
import { SCAN } from './scan-script.ts'

/** Contents that come with the first look. Below what is kept of one command's output (8 MiB). */
export const ROOM_BYTES = 6 * 1024 * 1024

export interface Scanned {
  readonly path: string
  readonly kind: 'file' | 'link' | 'folder'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  readonly context: string | undefined
  /** Of a file. */
  readonly sha256: string
  /** Of a file that was sent. */
  readonly content: Buffer | undefined
  /** Of a link. */
  readonly target: string
}

/** Everything that shell patterns match, and that lies below the folders among it. Only what is readable is known. */
export function scan(patterns: readonly string[], room = ROOM_BYTES): Fact<readonly Scanned[]> {
  return {
    name: 'configuration files',
    command: { ...shell(SCAN, String(room), ...patterns), tolerant: true },
    parse: (output) => parseScan(output, room),
  }
}

export function parseScan(output: CommandOutput, room = ROOM_BYTES): Result<readonly Scanned[], LongshoreError> {
  if (output.exitCode === 3) return err(tooManyFiles(stderrText(output).trim()))
  const reader = new LineReader(output.stdout)
  const [denied = NaN, seen = NaN, files = NaN, links = NaN] = (reader.line() ?? '').split(' ').map(Number)
  if (output.truncated || Number.isNaN(links)) return err(scanFailed(stderrText(output)))
  const unreadable = reader.lines(denied)
  if (unreadable.length > 0) return err(cannotLook(unreadable))
  const rows = reader.lines(seen).map(rowFrom)
  const sums = reader.lines(files)
  const targets = reader.lines(links)
  let left = room
  const found: Scanned[] = []
  for (const row of rows) {
    if (row === undefined) continue
    const isSent = row.kind === 'file' && row.size <= left
    if (isSent) left -= row.size
    found.push({
      ...row,
      sha256: row.kind === 'file' ? (sums.shift() ?? '') : '',
      target: row.kind === 'link' ? (targets.shift() ?? '') : '',
      content: isSent ? reader.bytes(row.size) : undefined,
    })
  }
  return reader.isAtEnd && !reader.ranOut ? ok(found) : err(scanFailed('a file changed while it was read'))
}

type Row = Omit<Scanned, 'sha256' | 'content' | 'target'>

function rowFrom(line: string): Row | undefined {
  const [, type = '', mode = '', uid = '', gid = '', size = '', context = '', path = ''] =
    /^([^|]*)\|(\d+)\|(\d+)\|(\d+)\|(\d+)\|([^|]*)\|(.*)$/.exec(line) ?? []
  const kind = type.startsWith('regular') ? 'file' : KINDS[type]
  if (kind === undefined) return undefined
  return {
    path,
    kind,
    mode: Number.parseInt(mode, 8),
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    context: context === '' || context === '?' ? undefined : context,
  }
}

const KINDS: Readonly<Record<string, Scanned['kind']>> = { directory: 'folder', 'symbolic link': 'link' }

class LineReader {
  readonly #bytes: Buffer
  #at = 0
  ranOut = false

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  line(): string | undefined {
    const end = this.#bytes.indexOf(0x0a, this.#at)
    if (end === -1) {
      this.ranOut = true
      return undefined
    }
    const line = this.#bytes.toString('utf8', this.#at, end)
    this.#at = end + 1
    return line
  }

  lines(count: number): string[] {
    return Array.from({ length: count }, () => this.line() ?? '')
  }

  bytes(count: number): Buffer {
    if (this.#at + count > this.#bytes.length) this.ranOut = true
    const bytes = this.#bytes.subarray(this.#at, this.#at + count)
    this.#at += bytes.length
    return bytes
  }
}
