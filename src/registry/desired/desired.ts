import type { MirrorHost } from '../containerd/mirror-host.ts'

/** What one host shall make of its registries, whatever runs there. */
export interface Desired {
  /** To each registry, as images name it (or `_default`), its mirrors in order. */
  readonly mirrors: Readonly<Record<string, readonly MirrorHost[]>>
  /** Registries reached without TLS or with an unverified certificate: `host[:port]` or CIDR. */
  readonly insecure: readonly string[]
  /** Layers that one pull fetches at once. */
  readonly parallelPulls: number | undefined
  /** Attempts at each layer. */
  readonly retries: number | undefined
  readonly proxies: Proxies | undefined
}

export interface Proxies {
  readonly http?: string | undefined
  readonly https?: string | undefined
  readonly none?: readonly string[] | undefined
}

export const NOTHING_DESIRED: Desired = {
  mirrors: {},
  insecure: [],
  parallelPulls: undefined,
  retries: undefined,
  proxies: undefined,
}

/** What a runtime makes of a desired state, in sentence parts for people. */
export interface Verdict {
  readonly applies: readonly string[]
  /** Each with its reason. */
  readonly notExpressible: readonly string[]
}

export function mirrorEntries({ mirrors }: Desired): (readonly [string, readonly MirrorHost[]])[] {
  return Object.entries(mirrors).filter(([, hosts]) => hosts.length > 0)
}

export function isCidr(entry: string): boolean {
  return entry.includes('/')
}

export function hostOfMirror({ url }: MirrorHost): string {
  return new URL(url).host
}

export function mirrorsInWords(registry: string, hosts: readonly MirrorHost[]): string {
  const name = registry === '_default' ? 'every other registry' : registry
  return `mirrors of ${name}: ${hosts.map(({ url }) => url).join(', ')}`
}

/** The settings of a desired state that only dockerd has a place for. */
export function dockerOnly({ parallelPulls, retries, proxies }: Desired, runtime: string): string[] {
  return [
    ...(parallelPulls === undefined ? [] : [`parallel_pulls: ${runtime} has no such setting`]),
    ...(retries === undefined ? [] : [`retries: ${runtime} has no such setting`]),
    ...(proxies === undefined ? [] : [`proxies: ${runtime} takes them from its environment alone`]),
  ]
}
