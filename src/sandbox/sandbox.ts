import type { ContainerdState } from './daemons/containerd.ts'
import type { Container } from './daemons/containers.ts'
import type { DockerConfig } from './daemons/dockerd.ts'
import type { SandboxHostSpec } from './host-spec.ts'

/** A fleet of simulated hosts behind real SSH on 127.0.0.1, for as long as this process lives. */
export interface Sandbox {
  /** An INI inventory of the hosts: addresses, ports, key, and known_hosts with the hosts' own keys. */
  readonly inventoryFile: string
  readonly knownHostsFile: string
  readonly privateKeyFile: string
  readonly hosts: readonly SandboxHost[]
  host(name: string): SandboxHost
  /** Ends every host and removes what was written. */
  close(): Promise<void>
}

export interface SandboxHost {
  readonly name: string
  readonly port: number
  readonly spec: SandboxHostSpec
  /** The bytes of a file of the host; undefined where there is none. */
  read(path: string): Buffer | undefined
  write(path: string, content: string | Uint8Array, mode?: number): void
  /** Runs sh text in the host, beside SSH. */
  run(script: string): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>
  /**
   * All processes of the host are gone at once, and what is in /run. Its files stay. Until `boot` its programs answer no
   * more; its SSH server does, since it is none of the host's processes.
   */
  powerCut(): Promise<void>
  /** Starts the daemons on the files that are there. */
  boot(): Promise<void>
  /** What the simulated daemons hold in memory: the truth that `docker info` reports. */
  effective(): EffectiveState
}

export interface EffectiveState {
  /** Undefined while dockerd does not run. */
  readonly docker: DockerConfig | undefined
  readonly dockerUnit: string | undefined
  /** Undefined while containerd does not run. */
  readonly containerd: ContainerdState | undefined
  readonly containerdUnit: string | undefined
  readonly containers: readonly Container[]
}
