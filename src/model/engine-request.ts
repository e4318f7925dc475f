import type { Vars } from './vars.ts'

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
