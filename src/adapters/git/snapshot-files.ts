import type { FileEntry, HostSnapshot } from '../../model/host-snapshot.ts'
import { blobId } from './blob-id.ts'
import type { HostTree } from './host-tree.ts'
import { treePath } from './host-folder.ts'
import { LEFT_OUT, manifestEntry, parseManifest, renderManifest, type Manifest } from './manifest.ts'
import type { Seal } from './seal.ts'

/** A file of the store: the id of its bytes, and the bytes where the store may not have them yet. */
export interface WantedFile {
  readonly id: string
  readonly content?: Buffer
}

export interface HostFiles {
  readonly files: ReadonlyMap<string, WantedFile>
  readonly manifest: Manifest
  readonly leftOut: readonly string[]
}

export interface Before {
  readonly tree: HostTree
  readonly read: (id: string) => Promise<Buffer>
}

/** A host's folder as the snapshot wants it. What is there with the same bytes keeps its place; a secret keeps its age file. */
export async function hostFiles(host: string, snapshot: HostSnapshot, seal: Seal, before: Before): Promise<HostFiles> {
  const files = new Map<string, WantedFile>()
  const put = (path: string, content: Buffer) => {
    const id = blobId(content)
    files.set(path, before.tree.get(path) === id ? { id } : { id, content })
  }
  for (const [name, text] of snapshot.effective) put(`effective/${treePath(name)}`, Buffer.from(text, 'utf8'))
  const secrets: FileEntry[] = []
  for (const entry of snapshot.entries) {
    if (entry.kind !== 'file' || entry.content === undefined) continue
    if (entry.secret === undefined) put(`files/${treePath(entry.path)}`, entry.content)
    else secrets.push(entry)
    if (entry.secret?.masked !== undefined) put(maskedPath(entry.path), Buffer.from(entry.secret.masked, 'utf8'))
  }
  const manifest = manifestOf(host, snapshot, seal)
  const rendered = renderManifest(manifest)
  put('manifest.json', rendered)
  if (seal.fingerprint !== undefined && secrets.length > 0) {
    const known = await knownMarks(manifest, files.get('manifest.json'), before)
    for (const { path, content = Buffer.alloc(0) } of secrets) {
      const at = sealedPath(path)
      const id = before.tree.get(at)
      const mark = known.get(path)
      if (id !== undefined && mark !== undefined && seal.isMark(mark, host, path, content)) files.set(at, { id })
      else put(at, await seal.encrypt(content))
    }
  }
  const leftOut = seal.fingerprint === undefined ? secrets.map(({ path }) => path) : []
  return { files, manifest, leftOut }
}

function manifestOf(host: string, { roots, entries }: HostSnapshot, seal: Seal): Manifest {
  const { fingerprint } = seal
  const markOf = (entry: FileEntry) =>
    fingerprint === undefined ? LEFT_OUT : seal.markOf(host, entry.path, entry.content ?? Buffer.alloc(0))
  const isSecret = (entry: HostSnapshot['entries'][number]): entry is FileEntry =>
    entry.kind === 'file' && entry.secret !== undefined
  return {
    format: 1,
    host,
    ...(fingerprint !== undefined && entries.some(isSecret) && { sealedFor: fingerprint }),
    roots,
    entries: entries.map((entry) => manifestEntry(entry, isSecret(entry) ? markOf(entry) : undefined)),
  }
}

/** The marks of the secrets that the store has, where they were sealed for the same recipients. */
async function knownMarks(
  wanted: Manifest,
  file: WantedFile | undefined,
  { tree, read }: Before,
): Promise<ReadonlyMap<string, string>> {
  const id = tree.get('manifest.json')
  if (id === undefined) return new Map()
  const manifest = file?.content === undefined ? wanted : parseManifest(await read(id))
  if (manifest === undefined || manifest.sealedFor !== wanted.sealedFor) return new Map()
  return new Map(manifest.entries.flatMap(({ path, secret }) => (secret === undefined ? [] : [[path, secret]])))
}

export function sealedPath(path: string): string {
  return `secret/${treePath(path)}.age`
}

export function maskedPath(path: string): string {
  return `masked/${treePath(path)}`
}
