import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { InventoryAddition } from './inventory-addition.ts'
import type { HostName } from './inventory.ts'
import type { Vars } from './vars.ts'
import type { ControllerFiles } from './controller-files.ts'
import type { EngineRequest } from './engine-request.ts'
import type { ModuleFace } from './module.ts'

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
  /** `jinja2_native`: templates keep their types, so that no word is taken for another type afterwards. */
  readonly isNative?: boolean
  /** An error as a value of the result tells it. */
  told(error: LongshoreError): string
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
  /** It failed before it did anything: its result says why, and no more. */
  readonly isUntried?: boolean
  /** Its result is told as with `no_log`: it holds what a vault held. */
  readonly isSecret?: boolean
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
