import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Secret } from '../base/secret.ts'
import type { Connection } from './connection.ts'

/** How to reach a host: what the inventory, the play and the command line say together. Unset: ssh_config decides. */
export interface ConnectionTarget {
  readonly name: string
  readonly kind: 'ssh' | 'local'
  readonly address: string
  readonly port?: number
  readonly user?: string
  readonly password?: Secret
  readonly privateKeyFile?: string
  readonly privateKeyPassphrase?: Secret
  /** `ansible_ssh_common_args` and `ansible_ssh_extra_args`: OpenSSH options (-o Key=value, -J, -F, -p, -i). */
  readonly sshArgs: readonly string[]
  readonly hostKeyChecking?: 'strict' | 'accept-new' | 'off'
  /** Replaces the known_hosts files of ssh_config. */
  readonly knownHostsFile?: string
  readonly sshConfigFile?: string
  /** Of this machine, where `kind` is local: the working directory of what runs. Absolute. */
  readonly folder?: string
  /** Bound on each attempt to connect. */
  readonly connectTimeoutMs: number
}

export interface Connector {
  /**
   * Opens a connection, host key verified. Retries what is worth it (refused by MaxStartups, reset before the banner)
   * with jitter; never a wrong key or password. Starts are bounded.
   */
  open(target: ConnectionTarget, signal: AbortSignal): Promise<Result<Connection, LongshoreError>>
  /** Told before the first is opened how many hosts there are: what is best for a fleet is too much for a few. */
  expect?(hosts: number): void
}
