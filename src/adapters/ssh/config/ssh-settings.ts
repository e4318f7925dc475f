import type { Secret } from '../../../base/secret.ts'

export type HostKeyChecking = 'strict' | 'accept-new' | 'off'

/** All that is needed to open one hop: the host itself, or a jump host on the way. */
export interface SshHop {
  /** How errors call it: the name in the inventory, or of the jump host. */
  readonly name: string
  readonly address: string
  readonly port: number
  readonly user: string
  readonly hostKeyAlias: string | undefined
  readonly hostKeyChecking: HostKeyChecking
  /** New keys go to the first. */
  readonly userKnownHostsFiles: readonly string[]
  readonly globalKnownHostsFiles: readonly string[]
  readonly hashKnownHosts: boolean
  readonly identities: readonly Identity[]
  readonly identitiesOnly: boolean
  /** Path of the agent's socket. */
  readonly agentSocket: string | undefined
  readonly password: Secret | undefined
  readonly passphrase: Secret | undefined
  readonly connectTimeoutMs: number
  readonly keepaliveMs: number
  readonly keepaliveCount: number
}

export interface Identity {
  readonly path: string
  /** Named by the operator for this host: not being able to use it is an error. Others are tried where they exist. */
  readonly required: boolean
}
