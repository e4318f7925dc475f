import { hostDirectory } from '../../registry/containerd/host-directory.ts'
import type { RegistryCaArgs, Store } from './args.ts'

/** Stores that keep a folder for each registry. */
export type FolderStore = Exclude<Store, 'system'>

/** Sources: moby registry/registry.go (CertsDir), containerd docs/hosts.md, containers-certs.d(5). */
const ROOTS: Readonly<Record<FolderStore, string>> = {
  docker: '/etc/docker/certs.d',
  containerd: '/etc/containerd/certs.d',
  containers: '/etc/containers/certs.d',
}

export interface StoreFiles {
  readonly folder: string
  /** The extensions count: dockerd reads `*.crt` as authorities, `NAME.cert` with `NAME.key` as a pair. */
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

export function storeFiles(store: FolderStore, registry: string): StoreFiles {
  const folder = `${ROOTS[store]}/${hostDirectory(registry)}`
  return { folder, ca: `${folder}/ca.crt`, certificate: `${folder}/client.cert`, key: `${folder}/client.key` }
}

export function folderStores({ store }: Pick<RegistryCaArgs, 'store'>): readonly FolderStore[] {
  return [...new Set(store.filter((name) => name !== 'system'))]
}

export type SystemStore = 'debian' | 'redhat' | 'suse' | 'arch'

/** Where an administrator's own authorities go, and what takes them in (update-ca-certificates(8), update-ca-trust(8)). */
export const SYSTEM_STORES: Readonly<Record<SystemStore, { readonly folder: string; readonly update: string }>> = {
  debian: { folder: '/usr/local/share/ca-certificates', update: 'update-ca-certificates' },
  redhat: { folder: '/etc/pki/ca-trust/source/anchors', update: 'update-ca-trust' },
  suse: { folder: '/etc/pki/trust/anchors', update: 'update-ca-certificates' },
  arch: { folder: '/etc/ca-certificates/trust-source/anchors', update: 'update-ca-trust' },
}

export const SYSTEM_STORE_NAMES = Object.keys(SYSTEM_STORES) as SystemStore[]

/** update-ca-certificates takes files that end in .crt only. */
export function systemFile(store: SystemStore, registry: string): string {
  return `${SYSTEM_STORES[store].folder}/${registry.replace(/[^A-Za-z0-9.-]/g, '_')}.crt`
}
