import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Fact } from './fact.ts'
import type { LookAgain, Plan } from './plan.ts'
import type { HostName } from './inventory.ts'
import type { StoredSnapshots } from './host-snapshot.ts'
import type { Vars } from './vars.ts'
import type { TemplateOptions } from './template-options.ts'
import type { ControllerFiles } from './controller-files.ts'
import type { LineWork } from './line-work.ts'
import type { ControllerModule } from './controller-module.ts'

/** What a task invokes. Uniform for the engine; the typed side is `defineModule` in modules/. */
export type Module = RemoteModule | ControllerModule

export interface ModuleFace {
  readonly name: string
  readonly summary: string
  /** Argument names and aliases that a task may use: the loader refuses any other by its position. */
  readonly argNames: readonly string[]
  /** Takes arguments of any name besides (`set_fact`): the loader refuses none. */
  readonly anyArgs?: boolean
  /** Other names of an argument: alias to name. */
  readonly aliases?: Readonly<Record<string, string>>
  /** What `register` gets, for documentation: name to what it holds. */
  readonly returns?: Readonly<Record<string, string>>
  /** What differs between versions of what it changes, for documentation. */
  readonly byVersion?: () => readonly VersionNote[]
  /** Acts for all hosts at once: it runs on the first host alone (Ansible's BYPASS_HOST_LOOP). */
  readonly oncePerBatch?: boolean
  /** Takes a bare string (`command: uptime`), given to it as `_raw_params`. */
  readonly freeForm: boolean
  /** It has no part that could be a job of the host: `async` is an error (Ansible's `_supports_async`). */
  readonly foreground?: boolean
  /** Arguments that the engine hands over as written: expressions such as `debug`'s `var` and `assert`'s `that`. */
  readonly untemplatedArgs: readonly string[]
  /** JSON Schema of the arguments, for documentation and editors. */
  readonly argsSchema: () => unknown
  /** Checks arguments that hold no template, before any connection. */
  check(rawArgs: Vars): LongshoreError | undefined
}

export interface VersionNote {
  /** In words: `24.0.8 and later`. */
  readonly versions: string
  readonly what: string
}

export interface RemoteModule extends ModuleFace {
  readonly kind: 'remote'
  /** What it does to a host is kept there so that it can be undone later, also outside of transactions. */
  readonly keepsUndo?: boolean
  /** What it changes is of the whole machine: one run at a time may. */
  readonly locksHost?: boolean
  /**
   * All that it does to a host: it looks at files, or changes files too, and it is over when its program ends. What the next
   * task wants to know of files can then be looked at in the same round trip. Absent: it may do anything.
   */
  readonly touches?: 'nothing' | 'files'
  /** Checks rendered arguments and returns the module ready to plan with them. May read files of the controller. */
  bind(rawArgs: Vars, context: BindContext): Promise<Result<BoundModule, LongshoreError>>
}

export interface BoundModule {
  readonly facts: Readonly<Record<string, Fact<unknown>>>
  plan(facts: Readonly<Record<string, unknown>>, context: PlanContext): Plan | LookAgain
  /** The module is about the line to the host itself, which the engine then opens anew; there is no plan. */
  readonly lineWork?: LineWork
}

export interface PlanContext {
  readonly checkMode: boolean
  readonly diff: boolean
}

export interface BindContext extends PlanContext {
  readonly host: HostName
  /** The module's name in the playbook. */
  readonly calledAs?: string
  /** What texts and modules in Python are run with where nothing else is said. */
  readonly shell?: string
  /** The variable `ansible_shell_executable`. */
  readonly shellOfHost?: string
  readonly pythonInterpreter?: string
  /** Earlier configurations of hosts. Absent: there is no store of them. */
  readonly backups?: StoredSnapshots
  readonly controller: ControllerFiles
  /** Renders a template text with the variables of this host and task (the `template` module). */
  render(text: string, file: string, options?: TemplateOptions): Result<string, LongshoreError>
}

/** The modules that a task may name. */
export interface ModuleIndex extends ReadonlyMap<string, Module> {
  /** Whether what has this name is a module of the operator's. */
  isOwn?(name: string): boolean
  /** Modules of the operator's: those in `library/` below this folder, which is a playbook's or a role's. */
  addFolder?(folder: string): void
  /** Those in this folder. */
  addLibrary?(folder: string): void
  /** Modules may import what is in this folder as `ansible.module_utils`. */
  addModuleUtils?(folder: string): void
  /** Those in `plugins/modules/` of this folder, each by the name `namespace.collection.module`. */
  addCollection?(collection: string, folder: string): void
  /** Modules may import what is in collections of this folder. */
  addCollectionsFolder?(folder: string): void
}
