import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { Secret } from '../base/secret.ts'
import type { StoredSnapshots } from '../model/host-snapshot.ts'
import type { IncludeLoader } from '../model/include-loader.ts'
import type { PatternMatch } from '../model/host-pattern.ts'
import type { FileVars } from '../model/inventory-addition.ts'
import type { GroupName, HostName, Inventory } from '../model/inventory.ts'
import type { ControllerFiles } from '../model/controller-files.ts'
import type { ModuleIndex } from '../model/module.ts'
import type { Play } from '../model/playbook.ts'
import type { RunEvent } from '../model/run-event/run-event.ts'
import type { Vars } from '../model/vars.ts'
import type { Approvals } from '../ports/approvals.ts'
import type { BackupTaker } from '../ports/backup-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Connector } from '../ports/connector.ts'
import type { FactCache, FactCacheOptions } from '../ports/fact-cache.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Pauses } from '../ports/run-control.ts'
import type { SecretKeeper } from '../ports/secret-keeper.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import type { LockParty, LockTerms } from './locks/lock-terms.ts'
import type { RecordedResults } from './resume/recorded-results.ts'
import type { RecordedRollouts } from './resume/recorded-rollouts.ts'
import type { TagSelection } from './select-tags.ts'
import type { RecordTerms } from './undo-records/recording.ts'

/** What the engine needs from outside. Nothing here is reached in any other way. */
export interface EngineDeps {
  readonly connector: Connector
  readonly templater: Templater
  readonly modules: ModuleIndex
  readonly clock: Clock
  readonly emit: (event: RunEvent) => void
  /** Told of all that is secret, and asked before a text goes elsewhere than into an event. Absent: nothing is secret. */
  readonly secrets?: SecretKeeper
  /** Resolves when everything emitted so far is safely in the journal; rejects when it cannot be. */
  readonly durable: () => Promise<void>
  /** Files on the controller as the plays of this playbook name them. */
  readonly controllerFiles: (playbookPath: string) => ControllerFiles
  readonly includes: IncludeLoader
  readonly inventorySources: InventorySources
  /** The hosts that the `hosts` of a play and the limit choose from an inventory. The scope renders the former. */
  readonly matchHosts: (play: Play, inventory: Inventory, scope: TemplateScope) => Result<PatternMatch, LongshoreError>
  readonly loadVarsFile: (path: string) => Promise<Result<Vars, readonly LongshoreError[]>>
  /** Of `vars_files`: it may hold a list of maps, too. */
  readonly loadListedVars: (path: string) => Promise<Result<Vars, readonly LongshoreError[]>>
  /** For `order: shuffle`: numbers from 0 up to 1. */
  readonly random?: () => number
  /** Who is asked whether a rollout may go on. Absent: nobody can be. */
  readonly approvals?: Approvals
  /** Where gates of a rollout ask for metrics. Absent: nowhere. */
  readonly metrics?: Metrics
  /** Where backups of hosts come from and go to. Absent: nowhere. */
  readonly backups?: StoredSnapshots & BackupTaker
  /** Who may ask for a pause. Absent: nobody does. */
  readonly pauses?: Pauses
  /** Absent: facts last as long as the run. */
  readonly openFactCache?: (options: FactCacheOptions) => FactCache
  /** What came of tasks before the run was resumed. Absent: it begins now. */
  readonly recorded?: RecordedResults
  /** How far rollouts were before the run was resumed. */
  readonly recordedRollouts?: RecordedRollouts
  /** How what is done to hosts is recorded there, to be undone by whoever comes later. Absent: it is not. */
  readonly undoRecords?: RecordTerms
  /** `--step`: whether to run the task of that name, all that come too, or not, or to end here. Absent: all run. */
  readonly step?: (task: string) => Promise<'run' | 'skip' | 'all' | 'end'>
  /** Where the task debugger reads its commands. Absent: no task stops in it. */
  readonly debuggerIo?: DebuggerIo
  /** Who this run is to others that want a host of it. Absent: no host is locked. */
  readonly lockParty?: LockParty
  /** What the result of a task at that place says of what kept it from its work. Absent: the message. */
  readonly failureText?: (error: LongshoreError, at: SourcePosition) => string
  readonly prompt: (text: string, options: PromptOptions) => Promise<Result<string, LongshoreError>>
}

export interface DebuggerIo {
  /** The next command; undefined where there are no more. */
  ask(prompt: string): Promise<string | undefined>
  tell(text: string): void
  /** One host at a time. */
  alone<T>(talk: () => Promise<T>): Promise<T>
  /** Ends the run as Ctrl-C does. */
  quit(): void
}

export interface PromptOptions {
  readonly echo: boolean
  /** `pause` asks, and told so by an event; with `until` it ends by itself. */
  readonly pause?: { readonly until?: Promise<void> }
}

/** Where the inventory of a run comes from. */
export interface InventorySources {
  /** Reads all of it again. */
  reload(): Promise<Result<Inventory, readonly LongshoreError[]>>
  /** Variables that group_vars/ and host_vars/ have for names which are in no source. */
  varsOfNew(names: {
    readonly groups: ReadonlySet<GroupName>
    readonly hosts: ReadonlySet<HostName>
  }): Promise<Result<FileVars, readonly LongshoreError[]>>
}

/** What the command line and the project file say for the whole run. */
export interface RunSettings {
  /** Hosts at work at once. */
  readonly forks: number
  /** `ansible_forks`, where it is another number. */
  readonly toldForks?: number
  /** Connections open at once, idle ones among them. */
  readonly mostConnections: number
  readonly checkMode: boolean
  readonly diff: boolean
  readonly verbosity: number
  readonly tags: TagSelection
  readonly extraVars: Vars
  readonly forceHandlers: boolean
  /** `--limit` as it was given; for the variable `ansible_limit`. */
  readonly limit?: string
  /** The headers of tasks show their arguments. */
  readonly showsArgs?: boolean
  /** Failures stop in the debugger where no `debugger` says otherwise; with the other, ignored ones, too. */
  readonly debugsFailures?: boolean
  readonly debugsIgnored?: boolean
  /** What `shell` and `raw` run a text with where nothing else is said. */
  readonly shell?: string
  /** What runs modules in Python where no variable says so. */
  readonly pythonInterpreter?: string
  /** What facts a play gathers that does not say. */
  readonly gatherDefaults?: Vars
  /** The `ansible.cfg` that was read, absolute. */
  readonly configFile?: string
  /** What holds where no play, block or task says otherwise. */
  readonly anyErrorsFatal?: boolean
  readonly noLog?: boolean
  /** Of plays that name none. */
  readonly strategy?: string
  /** Seconds that a task without a `timeout` of its own may take. 0: as long as it wants. */
  readonly taskTimeout?: number
  /** A handler that is notified and not there is warned of, and does not end the run. */
  readonly missingHandlerIsWarned?: boolean
  /** What `vars/` of a role sets is for its own tasks. */
  readonly roleVarsArePrivate?: boolean
  /** Facts are in `ansible_facts` alone, and no variables by themselves. */
  readonly factsAreNoVars?: boolean
  /** When a play that does not say gathers facts: always, never, or where there are none (Ansible's `gathering`). */
  readonly gathering?: 'implicit' | 'explicit' | 'smart'
  /** Seconds between two looks at a job where the task does not say. */
  readonly pollSeconds?: number
  /** Folder of the jobs on a host; may begin with `~/`. */
  readonly asyncFolder?: string
  /** Where facts are kept from one run to the next. */
  readonly factCache?: FactCacheOptions
  /** What is kept of the facts of the inventory's hosts is thrown away first. */
  readonly flushCache?: boolean
  /** Tasks before the first one that this glob matches are passed over. */
  readonly startAtTask?: string
  /** Absent: no host is locked. */
  readonly locks?: LockTerms
  /** Of rollouts this stage alone, from 1. */
  readonly stage?: number
  readonly connection: ConnectionDefaults
  readonly become: BecomeDefaults
}

/** Lower than what plays and inventories say. */
export interface ConnectionDefaults {
  readonly kind?: string
  readonly port?: number
  readonly user?: string
  readonly password?: Secret
  readonly privateKeyFile?: string
  /** Options of ssh, where no variable gives others. */
  readonly sshCommonArgs?: string
  readonly sshExtraArgs?: string
  readonly connectTimeoutMs: number
  readonly hostKeyChecking?: 'strict' | 'accept-new' | 'off'
  readonly sshConfigFile?: string
  readonly knownHostsFile?: string
}

export interface BecomeDefaults {
  readonly become: boolean
  readonly user: string
  readonly method: string
  readonly flags?: string
  readonly exe?: string
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
