import type { RoleScope, TaskItem } from '../../model/playbook.ts'
import type { Vars } from '../../model/vars.ts'

/** Where in a playbook's files the reading is. */
export interface Place {
  /** Absolute; `roles/` is looked for in it. */
  readonly playbookFolder: string
  /** Absolute paths of the files that are being read, the outermost first: none of them may be imported again. */
  readonly files: readonly string[]
  /** Absolute paths of the roles whose dependencies are being read, the outermost first. */
  readonly dependents: readonly string[]
  readonly role: RoleScope | undefined
  /** Variables that the names of imported files may use. */
  readonly vars: Vars
  readonly gathered: Gathered
  /** Where short names of modules and roles are looked for before anything else. */
  readonly collections: readonly string[]
  /** The collection that the playbook is in. */
  readonly ownCollection: string | undefined
  /** Modules that some `module_defaults` gives arguments: what their tasks lack is known when they run. */
  readonly defaulted: Set<string>
}

/** What imports and roles bring to their play besides tasks. */
export interface Gathered {
  readonly roles: RoleScope[]
  readonly handlers: TaskItem[]
}

export function nothingGathered(): Gathered {
  return { roles: [], handlers: [] }
}
