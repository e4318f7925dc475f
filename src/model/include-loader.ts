import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { RoleInclude } from './engine-request.ts'
import type { RoleScope, TaskItem } from './playbook.ts'

/** Reads what a play includes while it runs. Problems are those of the files, each with its place. */
export interface IncludeLoader {
  tasks(request: TasksToInclude): Result<IncludedTasks, readonly LongshoreError[]>
  role(request: RoleToInclude): Result<IncludedRole, readonly LongshoreError[]>
}

interface IncludingTask {
  /** Where the include stands. */
  readonly at: SourcePosition
  /** Of the run, absolute. */
  readonly playbookPath: string
  /** The role that the including task belongs to. */
  readonly role: RoleScope | undefined
  /** Modules that `module_defaults` around it give arguments. */
  readonly defaulted: readonly string[]
  /** Where short names are looked for first. */
  readonly collections: readonly string[]
}

export interface TasksToInclude extends IncludingTask {
  readonly file: string
  readonly level: 'task' | 'handler'
}

export interface RoleToInclude extends IncludingTask {
  readonly request: RoleInclude
}

export interface Included {
  readonly items: readonly TaskItem[]
  /** Roles that the included tasks import: the play sees what they export. */
  readonly roles: readonly RoleScope[]
  readonly handlers: readonly TaskItem[]
}

export interface IncludedTasks extends Included {
  /** Absolute. */
  readonly path: string
  /** There is nothing in the file, not even an empty list. */
  readonly isBlank: boolean
}

export interface IncludedRole extends Included {
  readonly scope: RoleScope
}
