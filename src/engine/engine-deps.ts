import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Secret } from '../base/secret.ts'
import type { IncludeLoader } from '../model/include-loader.ts'
import type { ControllerFiles, ModuleIndex } from '../model/module.ts'
import type { RunEvent } from '../model/run-event.ts'
import type { Vars } from '../model/vars.ts'
import type { Clock } from '../ports/clock.ts'
import type { Connector } from '../ports/connector.ts'
import type { Templater } from '../ports/templater.ts'
import type { TagSelection } from './select-tags.ts'

/** What the engine needs from outside. Nothing here is reached in any other way. */
export interface EngineDeps {
  readonly connector: Connector
  readonly templater: Templater
  readonly modules: ModuleIndex
  readonly clock: Clock
  readonly emit: (event: RunEvent) => void
  /** Resolves when everything emitted so far is safely in the journal; rejects when it cannot be. */
  readonly durable: () => Promise<void>
  /** Files on the controller as the plays of this playbook name them. */
  readonly controllerFiles: (playbookPath: string) => ControllerFiles
  readonly includes: IncludeLoader
  readonly loadVarsFile: (path: string) => Promise<Result<Vars, readonly LongshoreError[]>>
  /** For `order: shuffle`: numbers from 0 up to 1. */
  readonly random?: () => number
  readonly prompt: (text: string, options: { readonly echo: boolean }) => Promise<Result<string, LongshoreError>>
}

/** What the command line and the project file say for the whole run. */
export interface RunSettings {
  /** Hosts at work at once. */
  readonly forks: number
  /** Connections open at once, idle ones among them. */
  readonly mostConnections: number
  readonly checkMode: boolean
  readonly diff: boolean
  readonly verbosity: number
  readonly tags: TagSelection
  readonly extraVars: Vars
  readonly forceHandlers: boolean
  readonly connection: ConnectionDefaults
  readonly become: BecomeDefaults
}

/** Lower than what plays and inventories say. */
export interface ConnectionDefaults {
  readonly kind?: string
  readonly user?: string
  readonly password?: Secret
  readonly privateKeyFile?: string
  readonly connectTimeoutMs: number
  readonly hostKeyChecking?: 'strict' | 'accept-new' | 'off'
  readonly sshConfigFile?: string
  readonly knownHostsFile?: string
}

export interface BecomeDefaults {
  readonly become: boolean
  readonly user: string
  readonly method: string
  readonly password?: Secret
}

/**
 * Two signals, since stopping has degrees: `starting` ends the starting of new work, `working` also ends what is in
 * flight (and so causes its undo). Undo listens to neither.
 */
export interface RunSignals {
  readonly starting: AbortSignal
  readonly working: AbortSignal
}
