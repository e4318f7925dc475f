import type { TomlValue } from '../../text-edit/render-toml.ts'
import type { MirrorHost } from '../containerd/mirror-host.ts'
import { cidrGaps, hostsInWords } from './for-containerd.ts'
import { dockerOnly, hostOfMirror, isCidr, mirrorEntries, type Desired, type Verdict } from './desired.ts'
import { locationOf, missingFeatures } from './mirror-features.ts'

export interface BuildkitShare extends Verdict {
  /** `[registry."NAME"]` tables of buildkitd.toml: mirrors of a registry, and how each host is reached. */
  readonly registries: Readonly<Record<string, Readonly<Record<string, TomlValue>>>>
}

/** Source: buildkit docs/buildkitd.toml.md, util/resolver. */
export function forBuildkit(desired: Desired): BuildkitShare {
  const named = mirrorEntries(desired).filter(([registry]) => registry !== '_default')
  const registries: Record<string, Record<string, TomlValue>> = {}
  const put = (name: string, fields: Readonly<Record<string, TomlValue>>) => {
    if (Object.keys(fields).length > 0) registries[name] = { ...registries[name], ...fields }
  }
  for (const [registry, hosts] of named) {
    const usable = hosts.flatMap((host) => locationOf(host) ?? [])
    if (usable.length > 0) put(registry, { mirrors: usable })
    for (const host of hosts) if (locationOf(host) !== undefined) put(hostOfMirror(host), reachOf(host))
  }
  for (const host of desired.insecure) if (!isCidr(host)) put(host, { http: true, insecure: true })
  return {
    registries,
    applies: hostsInWords({ ...desired, mirrors: Object.fromEntries(named) }),
    notExpressible: [
      ...mirrorEntries(desired).flatMap(([registry, hosts]) =>
        registry === '_default'
          ? ['mirrors of every other registry: buildkitd.toml has no such entry']
          : hosts.flatMap(gapsOf),
      ),
      ...cidrGaps(desired, 'buildkitd.toml goes by host'),
      ...dockerOnly(desired, 'buildkitd.toml'),
    ],
  }
}

function reachOf({ url, skipVerify, ca }: MirrorHost): Readonly<Record<string, TomlValue>> {
  return {
    ...(url.startsWith('http:') && { http: true }),
    ...(skipVerify && { insecure: true }),
    ...(ca.length > 0 && { ca: [...ca] }),
  }
}

function gapsOf(host: MirrorHost): string[] {
  const place =
    locationOf(host) === undefined
      ? [`the path of ${host.url}: BuildKit asks HOST/v2/PATH, which is another place`]
      : []
  return [
    ...place,
    ...missingFeatures(host, {
      client: 'keypair tables of buildkitd.toml are left to you',
      capabilities: 'buildkitd.toml has no such setting',
      dial_timeout: 'buildkitd.toml has no such setting',
    }),
  ]
}
