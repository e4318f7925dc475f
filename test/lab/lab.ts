import { accessLog, type AccessLog } from './access-log.ts'
import { answersOnPort } from './answers-on-port.ts'
import { bringUp } from './bring-up.ts'
import { checksumProgram, fillDiskProgram, freeDiskProgram } from './host-programs.ts'
import { bootHost, bootPristine, cutPower, initOf } from './host.ts'
import { GENERATIONS, HOST_NAMES, type Generation, type HostName } from './generations.ts'
import { argvOf, inNamespaces, type HostCommand } from './in-host.ts'
import { takeLock, type Release } from './lock.ts'
import { MIRROR, PRIVATE, setPort } from './network.ts'
import { CA_CERT, KNOWN_HOSTS, PRIVATE_CA_CERT, SSH_KEY } from './paths.ts'
import { accessLogPath, PRIVATE_PASSWORD, PRIVATE_USER } from './registries.ts'
import { type CommandOutput, type RunOptions } from './run.ts'
import { hostStatus } from './status.ts'

export type LabHost = Generation &
  ({ readonly available: true } | { readonly available: false; readonly reason: string })
export type LabUser = 'ops' | 'pat' | 'root'

/** pat's password, for sudo alone: ssh takes keys only. */
export const PAT_SUDO_PASSWORD = 'pat-sudo-pw'

const SSH_PORT = 22
const REACHED_MS = 20_000

/** The hosts that were asked for, lent to one test file until `close`. */
export interface Lab {
  readonly hosts: readonly LabHost[]
  /** Path of the private key that ops, pat and root accept on every host. */
  readonly key: string
  readonly knownHosts: string
  /** Path of the CA that signed the upstream's certificate; the hosts trust it already. */
  readonly ca: string
  /** The mirror's host:port; it speaks plain HTTP. */
  readonly mirror: string
  /** A registry with TLS from an authority that no host knows, and a credential; it has the mirror's images. */
  readonly private: {
    /** Its host:port. */
    readonly host: string
    /** Path of the authority's certificate. */
    readonly ca: string
    readonly user: string
    readonly password: string
  }

  /** Runs words, or a program for `sh -e`, as root in the host; works with its cable cut. */
  inHost(name: HostName, command: HostCommand, options?: RunOptions): Promise<CommandOutput>
  /** An `ssh` command line that logs in as the user: append the words to run. */
  ssh(name: HostName, user: LabUser): readonly string[]
  /** Back to a freshly booted host that has no memory of anything. */
  reset(name: HostName): Promise<void>
  /** Lines that tell content, type, mode and owner of each path and all below it: equal lines, equal state. */
  checksum(name: HostName, paths: readonly string[]): Promise<string>

  mirrorLog(): AccessLog
  upstreamLog(): AccessLog
  privateLog(): AccessLog

  cutNetwork(name: HostName): Promise<void>
  restoreNetwork(name: HostName): Promise<void>
  /** All processes of the host are gone at once. What they had handed to the kernel stays on the disk. */
  powerCut(name: HostName): Promise<void>
  /** Boots the host on the disk it has. */
  boot(name: HostName): Promise<void>
  /** From here on a write below the folder fails for want of space; what is there stays readable. */
  fullDisk(name: HostName, folder: string): Promise<void>
  freeDisk(name: HostName, folder: string): Promise<void>

  /** Gives the hosts back, in whatever state they are: who gets them next resets them. */
  close(): void
}

export interface OpenLabOptions {
  /** Which hosts to borrow; all when left out. Test files that borrow different hosts run at the same time. */
  readonly hosts?: readonly HostName[]
}

/**
 * Borrows hosts of the machine's lab, waiting for test files that have them, and brings up what is not running. A host
 * that cannot be built is in `hosts` with the reason, and everything else works without it.
 */
export async function openLab(options: OpenLabOptions = {}): Promise<Lab> {
  const names = HOST_NAMES.filter((name) => options.hosts?.includes(name) ?? true)
  const releases: Release[] = []
  for (const name of names) releases.push(await takeLock(name))
  await bringUp({ hosts: names, leased: true })

  return {
    hosts: await Promise.all(names.map(labHost)),
    key: SSH_KEY,
    knownHosts: KNOWN_HOSTS,
    ca: CA_CERT,
    mirror: MIRROR,
    private: { host: PRIVATE, ca: PRIVATE_CA_CERT, user: PRIVATE_USER, password: PRIVATE_PASSWORD },

    inHost,
    ssh: sshCommand,
    reset: (name) => bootPristine(GENERATIONS[name]),
    checksum: async (name, paths) => (await inHostOrThrow(name, checksumProgram(paths))).stdout,

    mirrorLog: () => accessLog(accessLogPath('mirror')),
    upstreamLog: () => accessLog(accessLogPath('upstream')),
    privateLog: () => accessLog(accessLogPath('private')),

    cutNetwork: (name) => setPort(name, 'down'),
    restoreNetwork,
    powerCut: (name) => cutPower(GENERATIONS[name]),
    boot: (name) => bootHost(GENERATIONS[name]),
    fullDisk: async (name, folder) => {
      await inHostOrThrow(name, fillDiskProgram(folder))
    },
    freeDisk: async (name, folder) => {
      await inHostOrThrow(name, freeDiskProgram(folder))
    },

    close: () => releases.forEach((release) => release()),
  }
}

/** Until sshd is reached: the machine holds a host for lost some time after its cable is back. */
async function restoreNetwork(name: HostName): Promise<void> {
  await setPort(name, 'up')
  if (!(await answersOnPort(GENERATIONS[name].address, SSH_PORT, REACHED_MS)))
    throw new Error(`${name} is not reached again`)
}

async function labHost(name: HostName): Promise<LabHost> {
  const status = await hostStatus(name)
  if (status.kind === 'running') return { ...GENERATIONS[name], available: true }
  return { ...GENERATIONS[name], available: false, reason: status.kind === 'unavailable' ? status.reason : status.kind }
}

async function inHost(name: HostName, command: HostCommand, options: RunOptions = {}): Promise<CommandOutput> {
  const init = await initOf(GENERATIONS[name])
  if (init === undefined) throw new Error(`${name} has no power`)
  return inNamespaces(init.pid, argvOf(command), options)
}

async function inHostOrThrow(name: HostName, argv: readonly string[]): Promise<CommandOutput> {
  const output = await inHost(name, argv)
  if (output.exitCode !== 0) throw new Error(`${name}: ${output.stderr}`)
  return output
}

function sshCommand(name: HostName, user: LabUser): readonly string[] {
  const options = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UserKnownHostsFile: KNOWN_HOSTS,
    ConnectTimeout: '5',
  }
  const flags = Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`])
  return ['ssh', '-F', 'none', '-i', SSH_KEY, ...flags, `${user}@${GENERATIONS[name].address}`]
}
