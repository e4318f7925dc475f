import type { HostSnapshot } from '../../model/host-snapshot.ts'
import type { HostName } from '../../model/inventory.ts'
import { hostNotStored, secretNotOpened, storeDamaged } from './errors.ts'
import { folderOf, hostPath, treePath } from './host-folder.ts'
import { readTree, type HostTree } from './host-tree.ts'
import { LEFT_OUT, parseManifest, snapshotEntry, type Manifest, type ManifestEntry } from './manifest.ts'
import type { Repo } from './repo.ts'
import type { Opener } from './seal.ts'
import { maskedPath, sealedPath } from './snapshot-files.ts'

export interface StoredHost {
  readonly manifest: Manifest
  readonly files: ReadonlyMap<string, Buffer>
  readonly tree: HostTree
}

/** The files of one host's folder, in two questions to git. */
export async function storedHost(repo: Repo, host: HostName, version: string): Promise<StoredHost> {
  const words = ['ls-tree', '-r', '-z', '--full-tree', version, `${folderOf(host)}/`]
  const tree =
    readTree(await repo.must('a backup cannot be read', words)).get(folderOf(host)) ?? new Map<string, string>()
  const ids = [...new Set(tree.values())]
  const blobs = blobsFrom(
    await repo.must('a backup cannot be read', ['cat-file', '--batch'], { input: ids.join('\n') }),
    repo,
  )
  const files = new Map([...tree].flatMap(([path, id]) => [[path, blobs.get(id) ?? Buffer.alloc(0)] as const]))
  const text = files.get('manifest.json')
  if (text === undefined) throw hostNotStored(host, version)
  const manifest = parseManifest(text)
  if (manifest === undefined) throw storeDamaged(`the manifest of ${host} in ${version} cannot be read`, repo.folder)
  return { manifest, files, tree }
}

function blobsFrom(output: Buffer, repo: Repo): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>()
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at)
    const [id = '', kind = '', size = ''] = output.toString('utf8', at, end).split(' ')
    if (kind !== 'blob') throw storeDamaged(`${id} is ${kind}`, repo.folder)
    at = end + 1 + Number(size) + 1
    blobs.set(id, output.subarray(end + 1, at - 1))
  }
  return blobs
}

export async function readHost(
  repo: Repo,
  host: HostName,
  version: string,
  open: Opener | undefined,
): Promise<HostSnapshot> {
  const { manifest, files } = await storedHost(repo, host, version)
  const contentOf = async (entry: ManifestEntry): Promise<Buffer | undefined> => {
    if (entry.kind !== 'file') return undefined
    if (entry.secret === undefined) return present(files.get(`files/${treePath(entry.path)}`), entry, repo)
    if (entry.secret === LEFT_OUT || open === undefined) return undefined
    const opened = await open(present(files.get(sealedPath(entry.path)), entry, repo))
    if (opened === undefined) throw secretNotOpened(entry.path)
    return opened
  }
  const entries = manifest.entries.map(async (entry) =>
    snapshotEntry(entry, await contentOf(entry), files.get(maskedPath(entry.path))?.toString('utf8')),
  )
  return { roots: manifest.roots, entries: await Promise.all(entries), effective: effectiveIn(files) }
}

function present(file: Buffer | undefined, { path }: ManifestEntry, repo: Repo): Buffer {
  if (file === undefined) throw storeDamaged(`the manifest names ${path}, which is not there`, repo.folder)
  return file
}

function effectiveIn(files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, string> {
  const prefix = 'effective/'
  const of = [...files].filter(([path]) => path.startsWith(prefix))
  return new Map(of.map(([path, bytes]) => [hostPath(path.slice(prefix.length)).slice(1), bytes.toString('utf8')]))
}
