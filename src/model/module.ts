import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Fact } from './fact.ts'
import type { Conclusion, Plan } from './plan.ts'
import type { CommandOutput } from './command-output.ts'
import type { RemoteCommand } from './remote-command.ts'
import type { InventoryAddition } from './inventory-addition.ts'
import type { HostName } from './inventory.ts'
import type { Vars } from './vars.ts'
import type { TemplateOptions } from './template-options.ts'

/** What a task invokes. Uniform for the engine; the typed side is `defineModule` in modules/. */
export type Module = RemoteModule | ControllerModule

interface ModuleFace {
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
  readonly byVersion?: readonly VersionNote[]
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
  /** Checks rendered arguments and returns the module ready to plan with them. May read files of the controller. */
  bind(rawArgs: Vars, context: BindContext): Promise<Result<BoundModule, LongshoreError>>
}

export interface BoundModule {
  readonly facts: Readonly<Record<string, Fact<unknown>>>
  plan(facts: Readonly<Record<string, unknown>>, context: PlanContext): Plan
  /** The module is about the line to the host itself, which the engine then opens anew; there is no plan. */
  readonly lineWork?: LineWork
}

export interface PlanContext {
  readonly checkMode: boolean
  readonly diff: boolean
}

export interface BindContext extends PlanContext {
  readonly host: HostName
  readonly controller: ControllerFiles
  /** Renders a template text with the variables of this host and task (the `template` module). */
  render(text: string, file: string, options?: TemplateOptions): Result<string, LongshoreError>
}

export interface ControllerFiles {
  /**
   * Finds `name` as Ansible does: absolute, or in each of `folders` (a role's, the task's) and then beside the playbook,
   * first in `kind`/ and then as it is.
   */
  resolve(
    name: string,
    kind: 'files' | 'templates' | 'vars' | '.',
    folders?: readonly string[],
  ): Promise<Result<string, LongshoreError>>
  read(path: string): Promise<Result<Buffer, LongshoreError>>
  /** A name as an absolute path: below the home for `~/`, else beside the playbook. Nothing has to be there. */
  absolute(name: string): string
  /** Makes a file hold these bytes, atomically, with the folders above it. Gives whether it did not before. */
  keep(path: string, content: Uint8Array): Promise<Result<boolean, LongshoreError>>
  /** Files and folders below `path`, relative to it. */
  list(path: string): Promise<Result<readonly ControllerEntry[], LongshoreError>>
}

export interface ControllerEntry {
  readonly path: string
  readonly kind: 'file' | 'directory'
  readonly mode: number
}

export type LineWork =
  | { readonly kind: 'wait'; readonly wait: ConnectionWait }
  | { readonly kind: 'reboot'; readonly reboot: Reboot }
  | { readonly kind: 'job'; readonly job: JobQuery }

/** How long and how often to try whether a host can be reached. */
export interface ConnectionWait {
  readonly delayMs: number
  readonly timeoutMs: number
  readonly sleepMs: number
  readonly connectTimeoutMs: number
}

/** What is asked about a job that a task with `async` started. */
export interface JobQuery {
  readonly mode: 'status' | 'cleanup'
  readonly id: string
  /** What the outputs say of a job that an earlier run started. */
  readonly conclude: (outputs: readonly CommandOutput[]) => Conclusion
}

export interface Reboot {
  /** Tells one boot of the host from another by what it prints. */
  readonly bootId: RemoteCommand
  readonly restart: RemoteCommand
  /** Succeeds once the host is up again. */
  readonly test: RemoteCommand
  readonly wait: ConnectionWait
}

/** A module that acts on the controller: `debug`, `assert`, `set_fact`, `pause` ... It never touches the host. */
export interface ControllerModule extends ModuleFace {
  readonly kind: 'controller'
  run(rawArgs: Vars, context: ControllerContext): Promise<ControllerOutcome>
}

export interface ControllerContext {
  readonly host: HostName
  readonly checkMode: boolean
  readonly verbosity: number
  /** A bare Jinja expression, natively typed. */
  evaluate(expression: string): Result<unknown, LongshoreError>
  /** Text with `{{ }}`. */
  render(text: string): Result<unknown, LongshoreError>
  readonly controller: ControllerFiles
  /** Variables of a YAML or JSON file, templates as written. */
  loadVars(path: string): Promise<Result<Vars, LongshoreError>>
  now(): Date
  sleep(ms: number, until?: AbortSignal): Promise<void>
  /** Tells the operator, while the task is at work, that it waits. */
  tellPause(pause: Pause): void
  warn(message: string): void
  /** Asks the operator what tellPause told, and waits no longer than `until`. An error without a terminal, never a hang. */
  awaitAnswer(
    text: string,
    options: { readonly echo: boolean; readonly until?: Promise<void> },
  ): Promise<Result<string, LongshoreError>>
}

/** A wait of `seconds`, or for an answer to `prompt`. */
export interface Pause {
  readonly seconds?: number
  readonly prompt?: string
  readonly echo: boolean
}

export interface ControllerOutcome {
  readonly changed: boolean
  readonly values: Vars
  readonly failed?: LongshoreError
  readonly skipped?: boolean
  /** Nobody wants to read of it unless it is asked for (`assert` with `quiet`). */
  readonly quiet?: boolean
  /** Variables of files for this host, lower than those of `set_fact`; their templates are rendered (`include_vars`). */
  readonly fileVars?: Vars
  /** Variables to keep for this host (`set_fact`). */
  readonly facts?: Vars
  /** They are facts of the host besides, which a fact cache keeps (`cacheable`). */
  readonly cacheable?: boolean
  /** What the inventory of the run gets; the task changed only where that is anything new (`add_host`, `group_by`). */
  readonly addition?: InventoryAddition
  /** What the engine itself has to do (`meta`, `include_tasks`, `include_role`). */
  readonly request?: EngineRequest
}

export type EngineRequest = MetaRequest | IncludeRequest

export type IncludeRequest = TasksInclude | RoleInclude

interface ItemOfInclude {
  /** The loop's item and what comes with it, once the engine knows. */
  readonly itemVars?: Vars
  /** Of the loop's item. */
  readonly label?: string
}

export interface TasksInclude extends ItemOfInclude {
  readonly include: 'tasks'
  readonly file: string
}

export interface RoleInclude extends ItemOfInclude {
  readonly include: 'role'
  readonly role: string
  readonly files: RoleFiles
  /** Its defaults and vars are seen by the rest of the play. */
  readonly isPublic: boolean
  readonly allowDuplicates: boolean
  /** Its arguments are checked against its `argument_specs`. */
  readonly validate: boolean
}

/** Files below `tasks/`, `vars/`, `defaults/` and `handlers/` of a role other than `main`. */
export interface RoleFiles {
  readonly tasksFrom?: string
  readonly varsFrom?: string
  readonly defaultsFrom?: string
  readonly handlersFrom?: string
}

export type MetaRequest =
  | 'flush_handlers'
  | 'noop'
  | 'end_play'
  | 'end_batch'
  | 'end_host'
  | 'clear_facts'
  | 'clear_host_errors'
  | 'reset_connection'
  | 'refresh_inventory'

/** The modules that a task may name. */
export interface ModuleIndex extends ReadonlyMap<string, Module> {
  /** Modules of the operator's: those in `library/` below this folder, which is a playbook's or a role's. */
  addFolder?(folder: string): void
  /** Those in this folder. */
  addLibrary?(folder: string): void
}
