import { NOTHING_DESIRED, type Desired } from '../../registry/desired/desired.ts'
import type { RegistryConfigArgs } from './args.ts'

/** The desired state that the arguments speak of. */
export function desiredOf({ state, mirrors, insecure, parallel_pulls, retries, proxies }: RegistryConfigArgs): Desired {
  if (state === 'absent') return NOTHING_DESIRED
  return {
    mirrors,
    insecure: insecure ?? [],
    parallelPulls: parallel_pulls ?? undefined,
    retries: retries ?? undefined,
    proxies: proxies && { http: proxies.http, https: proxies.https, none: proxies.no_proxy },
  }
}

/** Files on the host that the desired state names. */
export function filesNamedBy({ mirrors }: Desired): string[] {
  return [
    ...new Set(Object.values(mirrors).flatMap((hosts) => hosts.flatMap(({ ca, client }) => [...ca, ...client.flat()]))),
  ]
}
