import type { HostName } from './generations.ts'

/** Run-time state of the machine's one lab: readable by root alone, since it holds private keys. */
export const STATE = '/var/lib/longshore-lab'

/** What is slow to make and may be thrown away: root file systems and the mirror's storage. */
export const CACHE = '/var/cache/longshore-lab'

export const MIRROR_STORAGE = `${CACHE}/mirror-storage`
export const UPSTREAM_STORAGE = `${STATE}/upstream-storage`
export const RUNNING = `${STATE}/running`
export const LOGS = `${STATE}/logs`
export const LOCKS = `${STATE}/locks`

export const SSH_KEY = `${STATE}/id_ed25519`
export const KNOWN_HOSTS = `${STATE}/known_hosts`
export const CA_CERT = `${STATE}/ca.crt`
export const CA_KEY = `${STATE}/ca.key`
export const UPSTREAM_CERT = `${STATE}/upstream.crt`
export const UPSTREAM_KEY = `${STATE}/upstream.key`
export const PRIVATE_CA_CERT = `${STATE}/private-ca.crt`
export const PRIVATE_CA_KEY = `${STATE}/private-ca.key`
export const PRIVATE_CERT = `${STATE}/private.crt`
export const PRIVATE_KEY = `${STATE}/private.key`
export const PRIVATE_USERS = `${STATE}/private.htpasswd`

export interface HostPaths {
  /** Keys and names of this host, made once: the overlay's upper lower layer. */
  readonly seed: string
  readonly hostKey: string
  /** All that the host writes; thrown away by a reset. */
  readonly disk: string
  /** Where the overlay is mounted. */
  readonly root: string
  readonly console: string
  /** Present when the host's root could not be built. */
  readonly buildFailure: string
}

export function hostPaths(name: HostName): HostPaths {
  const home = `${STATE}/hosts/${name}`
  return {
    seed: `${home}/seed`,
    hostKey: `${home}/ssh_host_ed25519_key`,
    disk: `${home}/disk`,
    root: `${home}/root`,
    console: `${LOGS}/${name}-console.log`,
    buildFailure: `${home}/build-failure.json`,
  }
}
