import type { SourcePosition } from '../../../base/source-position.ts'
import type { RoleFiles } from '../../../model/engine-request.ts'
import type { Block, Keywords, RoleScope, Task, TaskItem } from '../../../model/playbook.ts'
import type { Vars } from '../../../model/vars.ts'
import { roleFileMissing } from '../errors.ts'
import { type ListReader, readTasksFile } from '../imports/task-list.ts'
import { collectionsOfRole } from '../collections/search-list.ts'
import type { Reading } from '../reading.ts'
import { validationTask } from './argument-specs.ts'
import { findRole, type FoundRole } from './find-role.ts'
import { readRoleEntry } from './role-entry.ts'
import { roleMeta, type RoleMeta } from './role-meta.ts'
import { roleFile, roleFileNames, roleVars } from './role-vars.ts'

export interface RoleRequest {
  readonly name: string
  readonly at: SourcePosition
  readonly files: RoleFiles
  /** What the tasks and handlers of the role inherit. */
  readonly keywords: Keywords
  /** `vars:` of the entry: lower than those of the role itself. */
  readonly entryVars: Vars
  readonly params: Vars
  /** Default: as the role's meta file says. */
  readonly allowDuplicates?: boolean
  /** `include_role` and `import_role`. */
  readonly isInclude: boolean
  /** Its arguments are checked against its `argument_specs`: unless this is false. */
  readonly validate?: boolean
}

export interface LoadedRole {
  readonly scope: RoleScope
  /** Its dependencies, then its own tasks. */
  readonly items: readonly TaskItem[]
}

/** A role with everything that it needs. Its handlers go to the play. Undefined where there is no such role. */
export function loadRole(reading: Reading, request: RoleRequest, readList: ListReader): LoadedRole | undefined {
  const found = findRole(reading, request.name, request.at)
  if (found === undefined) return undefined
  reading.modules.addFolder?.(found.path)
  const meta = roleMeta(reading, found.path, request.at)
  const own = ownScope(reading, found, meta, request)
  const dependencies = loadDependencies(
    reading.in({ role: own, collections: own.collections }),
    meta,
    request,
    readList,
  )
  const scope = withDependencies(
    own,
    dependencies.map((each) => each.scope),
  )
  const inside = reading.in({ role: scope, collections: scope.collections })
  const { gathered } = reading.place
  if (!gathered.handlers.some((item) => item.role?.key === scope.key)) {
    const handlers = readHandlers(inside, request, readList)
    gathered.handlers.push(roleBlock(request.keywords, scope, handlers))
  }
  const blocks = dependencies.map((each) => roleBlock(each.keywords, each.scope, each.items))
  const check = request.validate === false ? undefined : validation(inside, meta, request)
  return { scope, items: [...blocks, ...present(check), ...readTasks(inside, request, readList)] }
}

export function roleBlock(keywords: Keywords, role: RoleScope, block: readonly TaskItem[]): Block {
  return { kind: 'block', name: undefined, ...keywords, role, block, rescue: [], always: [], notify: [] }
}

function ownScope(reading: Reading, { name, path }: FoundRole, meta: RoleMeta, request: RoleRequest): RoleScope {
  const { files, entryVars, params, keywords, isInclude, at } = request
  const defaults = roleVars(reading, path, 'defaults', files.defaultsFrom, at)
  const vars = { ...entryVars, ...roleVars(reading, path, 'vars', files.varsFrom, at) }
  const own = isInclude ? [] : [keywords.when.map(({ expression }) => expression), keywords.tags]
  return {
    name,
    path,
    defaults,
    exportedDefaults: defaults,
    vars,
    exportedVars: vars,
    params,
    dependencyNames: [],
    collections: collectionsOfRole(reading, name, isInclude ? [] : (keywords.collections ?? []), meta.collections),
    key: JSON.stringify([name, path, params, entryVars, own, files, isInclude]),
    allowDuplicates: request.allowDuplicates ?? meta.allowDuplicates,
    isIncluded: isInclude,
  }
}

function withDependencies(own: RoleScope, dependencies: readonly RoleScope[]): RoleScope {
  return {
    ...own,
    dependencyNames: dependencies.flatMap((each) => [...each.dependencyNames, each.name]),
    exportedDefaults: merged(
      dependencies.map((each) => each.exportedDefaults),
      own.defaults,
    ),
    exportedVars: merged(
      dependencies.map((each) => each.exportedVars),
      own.vars,
    ),
  }
}

function merged(lower: readonly Vars[], own: Vars): Vars {
  return Object.assign({}, ...lower, own) as Vars
}

const RECURSION =
  'A recursion loop was detected with the roles specified. Make sure child roles do not have dependencies on parent roles'

interface Dependency extends LoadedRole {
  readonly keywords: Keywords
}

function loadDependencies(
  reading: Reading,
  meta: RoleMeta,
  request: RoleRequest,
  readList: ListReader,
): readonly Dependency[] {
  const path = reading.place.role?.path ?? ''
  const { dependents } = reading.place
  if (dependents.includes(path)) {
    const circle = [...dependents.slice(dependents.indexOf(path)), path].map((each) => each.replace(/^.*\//, ''))
    const hint = 'Take one of these dependencies away'
    const ansible = { message: RECURSION, at: request.at, exitCode: 1 } as const
    reading.problem(`roles need each other: ${circle.join(' -> ')}`, request.at, hint, ansible)
    return []
  }
  const inside = reading.in({ dependents: [...dependents, path] })
  return meta.dependencies.flatMap((node) => {
    const entry = readRoleEntry(inside, node)
    const role = entry === undefined ? undefined : loadRole(inside, entry, readList)
    return entry === undefined || role === undefined ? [] : [{ ...role, keywords: entry.keywords }]
  })
}

function validation(reading: Reading, meta: RoleMeta, { files, params, at }: RoleRequest): Task | undefined {
  const { role } = reading.place
  if (role === undefined) return undefined
  const entryPoint = files.tasksFrom ?? 'main'
  return validationTask(reading, { name: role.name, path: role.path, params, entryPoint, at, meta: meta.map })
}

function present(task: Task | undefined): readonly Task[] {
  return task === undefined ? [] : [task]
}

function readTasks(reading: Reading, { files, at }: RoleRequest, readList: ListReader): readonly TaskItem[] {
  const path = reading.place.role?.path ?? ''
  const file = roleFile(path, 'tasks', files.tasksFrom)
  if (file !== undefined) return readTasksFile(reading, file, 'task', at, readList)
  if (files.tasksFrom !== undefined) {
    reading.problems.push(roleFileMissing('tasks', files.tasksFrom, roleFileNames(path, 'tasks', files.tasksFrom), at))
  }
  return []
}

function readHandlers(reading: Reading, { files, at }: RoleRequest, readList: ListReader): readonly TaskItem[] {
  const file = roleFile(reading.place.role?.path ?? '', 'handlers', files.handlersFrom)
  return file === undefined ? [] : readTasksFile(reading, file, 'handler', at, readList)
}
