import type { SnapshotEntry } from '../../model/host-snapshot.ts'

/** What git itself has no place for: mode, owner, context, links, folders, and what was looked for. */
export interface Manifest {
  readonly format: 1
  readonly host: string
  /** Fingerprint of those whom secrets are encrypted to, and of the key of `secret` below. */
  readonly sealedFor?: string
  readonly roots: readonly string[]
  readonly entries: readonly ManifestEntry[]
}

export interface ManifestEntry {
  readonly path: string
  readonly kind: 'file' | 'link' | 'folder'
  readonly mode?: string
  readonly owner: string
  readonly context?: string
  readonly target?: string
  /** Of a secret: its keyed hash, by which it is known again, or `left-out`. */
  readonly secret?: string
  /** There is a text with stars beside it. */
  readonly masked?: true
}

export const LEFT_OUT = 'left-out'

/** One line an entry, so that a diff of it reads well. */
export function renderManifest({ format, host, sealedFor, roots, entries }: Manifest): Buffer {
  const lines = [
    '{',
    `  "format": ${format},`,
    `  "host": ${JSON.stringify(host)},`,
    ...(sealedFor === undefined ? [] : [`  "sealedFor": ${JSON.stringify(sealedFor)},`]),
    '  "roots": [',
    listed(roots),
    '  ],',
    '  "entries": [',
    listed(entries),
    '  ]',
    '}',
    '',
  ]
  return Buffer.from(lines.filter((line) => line !== undefined).join('\n'), 'utf8')
}

function listed(values: readonly unknown[]): string | undefined {
  return values.length === 0 ? undefined : values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')
}

/** Undefined where the bytes are no manifest. */
export function parseManifest(bytes: Buffer): Manifest | undefined {
  try {
    const manifest = JSON.parse(bytes.toString('utf8')) as Manifest
    return Array.isArray(manifest.entries) && Array.isArray(manifest.roots) ? manifest : undefined
  } catch {
    return undefined
  }
}

export function manifestEntry(entry: SnapshotEntry, secret?: string): ManifestEntry {
  const { path, kind, uid, gid, context } = entry
  return {
    path,
    kind,
    ...(entry.kind === 'link' ? { target: entry.target } : { mode: entry.mode.toString(8).padStart(4, '0') }),
    owner: `${uid}:${gid}`,
    ...(context !== undefined && { context }),
    ...(secret !== undefined && { secret }),
    ...(entry.kind === 'file' && entry.secret?.masked !== undefined && { masked: true as const }),
  }
}

export function snapshotEntry(
  entry: ManifestEntry,
  content: Buffer | undefined,
  masked: string | undefined,
): SnapshotEntry {
  const [uid = 0, gid = 0] = entry.owner.split(':').map(Number)
  const { path, context } = entry
  const base = { path, uid, gid, ...(context !== undefined && { context }) }
  if (entry.kind === 'link') return { ...base, kind: 'link', target: entry.target ?? '' }
  const mode = Number.parseInt(entry.mode ?? '0', 8)
  if (entry.kind === 'folder') return { ...base, kind: 'folder', mode }
  return { ...base, kind: 'file', mode, content, ...(entry.secret !== undefined && { secret: { masked } }) }
}
