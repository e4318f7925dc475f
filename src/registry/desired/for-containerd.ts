import { firstWith, has } from '../capabilities/matrix.ts'
import { plainMirror, type MirrorHost } from '../containerd/mirror-host.ts'
import type { Version } from '../version.ts'
import { isCidr, mirrorEntries, mirrorsInWords, type Desired, type Verdict } from './desired.ts'
import { missingFeatures } from './mirror-features.ts'

export interface ContainerdShare extends Verdict {
  /** hosts.toml files by registry. */
  readonly hosts: Readonly<Record<string, readonly MirrorHost[]>>
}

/** What containerd's CRI plugin, and nerdctl with it, can have of a desired state. */
export function forContainerd(desired: Desired, version: Version): ContainerdShare {
  const first = firstWith('containerd', 'dial-timeout') ?? ''
  const timeouts = has('containerd', version, 'dial-timeout')
    ? {}
    : { dial_timeout: `containerd ${version} ignores it, ${first} is the first to read it` }
  return {
    hosts: hostsOf(desired),
    applies: [
      ...hostsInWords(desired),
      ...(desired.parallelPulls === undefined ? [] : [`parallel_pulls ${desired.parallelPulls}`]),
    ],
    notExpressible: [
      ...mirrorEntries(desired).flatMap(([, hosts]) => hosts.flatMap((host) => missingFeatures(host, timeouts))),
      ...cidrGaps(desired, 'hosts.toml files are named by host'),
      ...limitGaps(desired),
    ],
  }
}

/** Mirrors, and for an insecure registry itself: TLS without a check, then plain HTTP, as Docker goes there. */
export function hostsOf(desired: Desired): Readonly<Record<string, readonly MirrorHost[]>> {
  const mirrors = Object.fromEntries(mirrorEntries(desired))
  const insecure = desired.insecure.filter((entry) => !isCidr(entry))
  const open = insecure.map((host) => [host, [...(mirrors[host] ?? []), ...openHosts(host)]] as const)
  return { ...mirrors, ...Object.fromEntries(open) }
}

export function hostsInWords(desired: Desired): string[] {
  const insecure = desired.insecure.filter((entry) => !isCidr(entry))
  return [
    ...mirrorEntries(desired).map(([registry, hosts]) => mirrorsInWords(registry, hosts)),
    ...(insecure.length === 0 ? [] : [`insecure registries: ${insecure.join(', ')}`]),
  ]
}

export function cidrGaps({ insecure }: Desired, why: string): string[] {
  return insecure.filter(isCidr).map((cidr) => `insecure ${cidr}: ${why}, not by network`)
}

function openHosts(host: string): MirrorHost[] {
  const capabilities = ['pull', 'resolve', 'push'] as const
  return [
    { ...plainMirror(`https://${host}`), capabilities, skipVerify: true },
    { ...plainMirror(`http://${host}`), capabilities },
  ]
}

function limitGaps({ retries, proxies }: Desired): string[] {
  const gaps: string[] = []
  if (retries !== undefined) gaps.push(`retries ${retries}: containerd has no such setting`)
  if (proxies !== undefined) gaps.push('proxies: containerd takes them from the environment of its unit alone')
  return gaps
}
