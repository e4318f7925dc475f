import type { MirrorHost } from '../../registry/containerd/mirror-host.ts'
import { readHostsToml } from '../../registry/containerd/read-hosts-toml.ts'
import { claimEntries, type OwnedKeys } from '../../registry/desired/ownership.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'

export interface HostsClaim {
  /** To each registry that is spoken of what its hosts.toml shall hold; [] removes it. */
  readonly mirrors: Readonly<Record<string, readonly MirrorHost[]>>
  readonly owned: OwnedKeys
}

/** Ownership in hosts.toml files goes by registry and URL. */
export function claimHosts(
  wanted: Readonly<Record<string, readonly MirrorHost[]>>,
  owned: OwnedKeys,
  exclusive: boolean,
  fileOf: (registry: string) => ConfigFile | undefined,
): HostsClaim {
  const claims = [...new Set([...Object.keys(wanted), ...Object.keys(owned)])].map((registry) => {
    const present = presentHosts(fileOf(registry))
    const desired = wanted[registry] ?? []
    const { entries, owned: ours } = claimEntries({
      present: present.map(({ url }) => url),
      desired: desired.map(({ url }) => url),
      owned: owned[registry] ?? [],
      exclusive: exclusive && desired.length > 0,
    })
    const hosts = entries.flatMap((url) => [...desired, ...present].find((host) => host.url === url) ?? [])
    return [registry, hosts, ours] as const
  })
  return {
    mirrors: Object.fromEntries(claims.map(([registry, hosts]) => [registry, hosts])),
    owned: Object.fromEntries(claims.map(([registry, , ours]) => [registry, ours])),
  }
}

function presentHosts(file: ConfigFile | undefined): readonly MirrorHost[] {
  const text = file === undefined ? undefined : fileText(file)
  const read = text?.ok === true ? readHostsToml(text.value) : undefined
  return read?.ok === true ? read.value.hosts : []
}
