import { isDeepStrictEqual } from 'node:util'
import type { HostSnapshot, SnapshotEntry } from './host-snapshot.ts'

/** How one path differs, as it may be shown: secrets are masked. */
export interface PathDiff {
  readonly path: string
  readonly what: 'added' | 'changed' | 'removed'
  /** Other than the text: `mode 0644 -> 0600`. */
  readonly attributes: readonly string[]
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What differs between two snapshots of a host, by path. Effective state is below `effective/`. */
export function diffSnapshots(before: HostSnapshot, after: HostSnapshot): readonly PathDiff[] {
  const [old, now] = [byPath(before.entries), byPath(after.entries)]
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort()
  const entries = paths.flatMap((path) => diffEntries(path, old.get(path), now.get(path)) ?? [])
  const names = [...new Set([...before.effective.keys(), ...after.effective.keys()])].sort()
  const effective = names.flatMap((name) => {
    const [was, is] = [before.effective.get(name), after.effective.get(name)]
    return was === is ? [] : [textDiff(`effective/${name}`, was, is)]
  })
  return [...entries, ...effective]
}

function textDiff(path: string, before: string | undefined, after: string | undefined): PathDiff {
  return { path, what: whatOf(before, after), attributes: [], before, after }
}

function diffEntries(path: string, before: SnapshotEntry | undefined, after: SnapshotEntry | undefined) {
  if (isSameEntry(before, after)) return undefined
  const [was, is] = [shownText(before), shownText(after)]
  const isSecretChange =
    before?.kind === 'file' && after?.kind === 'file' && was === is && !isSameContent(before, after)
  return {
    path,
    what: whatOf(before, after),
    attributes: [
      ...(before === undefined || after === undefined ? [] : attributesOf(before, after)),
      ...(isSecretChange ? ['what is secret in it'] : []),
    ],
    before: was,
    after: is,
  }
}

function whatOf(before: unknown, after: unknown): PathDiff['what'] {
  if (before === undefined) return 'added'
  return after === undefined ? 'removed' : 'changed'
}

/** Bytes, mode, owner, context, and what a link leads to. A secret that is not known on one side counts by what is shown. */
export function isSameEntry(before: SnapshotEntry | undefined, after: SnapshotEntry | undefined): boolean {
  if (before?.kind !== 'file' || after?.kind !== 'file') return isDeepStrictEqual(before, after)
  const [{ content: _was, secret: _old, ...rest }, { content: _is, secret: _now, ...others }] = [before, after]
  return isDeepStrictEqual(rest, others) && isSameContent(before, after)
}

function isSameContent(before: SnapshotEntry, after: SnapshotEntry): boolean {
  if (before.kind !== 'file' || after.kind !== 'file') return false
  if (before.content !== undefined && after.content !== undefined) return before.content.equals(after.content)
  return before.secret?.masked === after.secret?.masked
}

function attributesOf(before: SnapshotEntry, after: SnapshotEntry): readonly string[] {
  const rows: readonly (readonly [string, string, string])[] = [
    ['', before.kind, after.kind],
    ['mode ', modeOf(before), modeOf(after)],
    ['owner ', `${before.uid}:${before.gid}`, `${after.uid}:${after.gid}`],
    ['context ', before.context ?? 'none', after.context ?? 'none'],
  ]
  return rows.flatMap(([name, was, is]) => (was === is ? [] : [`${name}${was} -> ${is}`]))
}

function modeOf(entry: SnapshotEntry): string {
  return entry.kind === 'link' ? '0777' : entry.mode.toString(8).padStart(4, '0')
}

/** Undefined where there is nothing; a folder has no text. */
export function shownText(entry: SnapshotEntry | undefined): string | undefined {
  if (entry === undefined) return undefined
  if (entry.kind === 'link') return `-> ${entry.target}\n`
  if (entry.kind === 'folder') return ''
  if (entry.secret !== undefined) return entry.secret.masked ?? '(secret)\n'
  const { content } = entry
  if (content === undefined) return '(not in the backup)\n'
  const text = content.toString('utf8')
  return Buffer.from(text, 'utf8').equals(content) ? text : `(${content.length} bytes)\n`
}

function byPath(entries: readonly SnapshotEntry[]): ReadonlyMap<string, SnapshotEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}
