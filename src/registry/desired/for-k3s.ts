import type { MirrorHost } from '../containerd/mirror-host.ts'
import { hostsInWords, hostsOf, cidrGaps } from './for-containerd.ts'
import { dockerOnly, hostOfMirror, mirrorEntries, type Desired, type Verdict } from './desired.ts'
import { missingFeatures } from './mirror-features.ts'

/** registries.yaml of k3s and RKE2: rancher/wharfie pkg/registries. */
export interface K3sShare extends Verdict {
  /** `mirrors.NAME.endpoint`; `*` for every registry without an entry. */
  readonly endpoints: Readonly<Record<string, readonly string[]>>
  /** `configs.HOST.tls`, keyed by the host that is asked. */
  readonly tls: Readonly<Record<string, K3sTls>>
}

export interface K3sTls {
  readonly ca_file?: string
  readonly cert_file?: string
  readonly key_file?: string
  readonly insecure_skip_verify?: true
}

export function forK3s(desired: Desired): K3sShare {
  const hosts = Object.entries(hostsOf(desired)).map(([registry, list]) => [registry, list.filter(isUsable)] as const)
  const named = hosts.filter(([, list]) => list.length > 0)
  return {
    endpoints: Object.fromEntries(
      named.map(([registry, list]) => [registry === '_default' ? '*' : registry, list.map(({ url }) => url)]),
    ),
    tls: Object.fromEntries(
      named.flatMap(([, list]) =>
        list.flatMap((host) => {
          const tls = tlsOf(host)
          return Object.keys(tls).length === 0 ? [] : [[hostOfMirror(host), tls] as const]
        }),
      ),
    ),
    applies: hostsInWords(desired),
    notExpressible: [
      ...mirrorEntries(desired).flatMap(([, list]) => list.flatMap(gapsOf)),
      ...cidrGaps(desired, 'registries.yaml goes by host'),
      ...dockerOnly(desired, 'registries.yaml'),
    ],
  }
}

function isUsable({ url, overridePath }: MirrorHost): boolean {
  return !overridePath && new URL(url).pathname === '/'
}

function gapsOf(host: MirrorHost): string[] {
  const path = isUsable(host) ? [] : [`the path of ${host.url}: k3s itself decides whether /v2 is put behind it`]
  const several = host.ca.length > 1 ? [`ca of ${host.url}: registries.yaml takes one file`] : []
  return [
    ...path,
    ...several,
    ...missingFeatures(host, {
      capabilities: 'registries.yaml has no such setting',
      dial_timeout: 'registries.yaml has no such setting',
    }),
  ]
}

function tlsOf({ ca: [ca], client: [pair], skipVerify }: MirrorHost): K3sTls {
  return {
    ...(ca !== undefined && { ca_file: ca }),
    ...(pair?.[0] !== undefined && { cert_file: pair[0] }),
    ...(pair?.[1] !== undefined && { key_file: pair[1] }),
    ...(skipVerify && { insecure_skip_verify: true as const }),
  }
}
