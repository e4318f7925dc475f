import type { ProgramName } from './programs/program-name.ts'
import type { VaultFlags } from './vault-flags.ts'

/** What commander gives for `longshore run`. */
export interface RunFlags extends VaultFlags {
  readonly inventory?: readonly string[]
  readonly limit?: readonly string[]
  readonly extraVars?: readonly string[]
  readonly tags?: readonly string[]
  readonly skipTags?: readonly string[]
  readonly forks?: string
  readonly shards?: string
  readonly modulePath?: readonly string[]
  readonly check?: boolean
  readonly diff?: boolean
  readonly user?: string
  readonly privateKey?: string
  readonly connection?: string
  readonly timeout?: string
  readonly sshCommonArgs?: string
  readonly sshExtraArgs?: string
  readonly sftpExtraArgs?: string
  readonly scpExtraArgs?: string
  readonly become?: boolean
  readonly becomeUser?: string
  readonly becomeMethod?: string
  readonly askBecomePass?: boolean
  readonly askPass?: boolean
  readonly becomePasswordFile?: string
  readonly connectionPasswordFile?: string
  readonly listHosts?: boolean
  readonly listTasks?: boolean
  readonly listTags?: boolean
  readonly syntaxCheck?: boolean
  readonly forceHandlers?: boolean
  readonly flushCache?: boolean
  readonly startAtTask?: string
  readonly stage?: string
  readonly step?: boolean
  readonly verbose: number
  readonly output?: string
  readonly hostKeyChecking?: string
  readonly sshConfig?: string
  readonly knownHosts?: string
  readonly runTimeout?: string
  readonly lock?: string
  readonly lockWait?: string
  /** The run is one task from the command line. */
  readonly oneTask?: { readonly oneLine: boolean; readonly tree?: string }
  /** The run was started under this name of Ansible's. */
  readonly program?: ProgramName
}
