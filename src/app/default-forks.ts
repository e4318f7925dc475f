export interface MachineLimits {
  readonly cores: number
  /** Files that this process may have open, or undefined where the system does not say. */
  readonly openFiles: number | undefined
}

/** Kept for everything that is not a connection: standard streams, the journal, inventories, keys, the agent. */
const RESERVED_FILES = 64
/** One socket for a host, and more on the way to it: jump hosts, agent, known_hosts while it connects. */
const FILES_PER_HOST = 4
const HOSTS_PER_CORE = 50
const MOST = 200
/** How many Ansible works on at once where nobody says. */
export const ANSIBLE_FORKS = 5

/** How many connections to hold open at once, idle ones among them: each is a file of this process. */
export function mostConnections({ openFiles }: MachineLimits, forks: number): number {
  return openFiles === undefined ? Infinity : Math.max(forks, Math.floor((openFiles - RESERVED_FILES) / 2))
}

/** How many hosts to work on at once where nobody says: what this machine can hold. */
export function defaultForks({ cores, openFiles }: MachineLimits): number {
  const byFiles = openFiles === undefined ? MOST : Math.floor((openFiles - RESERVED_FILES) / FILES_PER_HOST)
  return Math.max(1, Math.min(MOST, cores * HOSTS_PER_CORE, byFiles))
}
