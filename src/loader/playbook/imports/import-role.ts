import { basename } from 'node:path'
import type { SourcePosition } from '../../../base/source-position.ts'
import type { Block } from '../../../model/playbook.ts'
import type { RoleFiles } from '../../../model/engine-request.ts'
import type { Vars } from '../../../model/vars.ts'
import { entryOf, type YamlEntry, type YamlMap } from '../../yaml/yaml-node.ts'
import { searching } from '../collections/search-list.ts'
import { Fields } from '../fields.ts'
import { knownText } from '../known-text.ts'
import { readKeywords } from '../read-keywords.ts'
import type { Reading } from '../reading.ts'
import { loadRole } from '../roles/load-role.ts'
import { importArgs } from './import-call.ts'
import type { ListLevel, ListReader } from './task-list.ts'

/** `import_role`: the tasks of a role in this place; the whole play sees its defaults, vars and handlers. */
export function importRole(
  reading: Reading,
  task: YamlMap,
  entry: YamlEntry,
  level: ListLevel,
  readList: ListReader,
): readonly Block[] {
  const args = importArgs(reading, 'import_role', entry, task, level)
  if (args === undefined) return []
  const keywords = readKeywords(reading, task)
  const written = args['name'] ?? args['role']
  if (typeof written !== 'string') {
    reading.problem('import_role: no role is named', entry.keyAt, "Name it, as in 'import_role: {name: web}'", {
      message: "'name' is a required field for import_role.",
      at: task.at,
    })
    return []
  }
  const name = knownText(reading, written, keywords.vars, entry.value.at)
  if (name === undefined) return []
  const inside = searching(reading, task).in({ vars: { ...reading.place.vars, ...keywords.vars } })
  const at = placeOfName(entry)
  const request = {
    name,
    at,
    files: roleFiles(inside, args, keywords.vars, entry),
    keywords,
    entryVars: keywords.vars,
    params: {},
    allowDuplicates: args['allow_duplicates'] !== false,
    isInclude: true,
    validate: args['rolespec_validate'] !== false,
  }
  const role = loadRole(inside, request, readList)
  if (role === undefined) return []
  reading.place.gathered.roles.push(role.scope)
  const notify = new Fields(reading, task).texts('notify') ?? []
  return [
    {
      kind: 'block',
      name: undefined,
      ...keywords,
      role: role.scope,
      block: role.items,
      rescue: [],
      always: [],
      notify,
    },
  ]
}

/** Ansible names the place of the name. */
function placeOfName({ value }: YamlEntry): SourcePosition {
  if (value.kind !== 'map') return value.at
  return (entryOf(value, 'name') ?? entryOf(value, 'role'))?.value.at ?? value.at
}

function roleFiles(reading: Reading, args: Vars, own: Vars, entry: YamlEntry): RoleFiles {
  const text = (name: string) => {
    const value = args[name]
    return typeof value === 'string' ? fileName(knownText(reading, value, own, entry.value.at)) : undefined
  }
  const [tasksFrom, varsFrom] = [text('tasks_from'), text('vars_from')]
  const [defaultsFrom, handlersFrom] = [text('defaults_from'), text('handlers_from')]
  return {
    ...(tasksFrom !== undefined && { tasksFrom }),
    ...(varsFrom !== undefined && { varsFrom }),
    ...(defaultsFrom !== undefined && { defaultsFrom }),
    ...(handlersFrom !== undefined && { handlersFrom }),
  }
}

/** Of a path the last part counts (Ansible). */
function fileName(path: string | undefined): string | undefined {
  return path === undefined ? undefined : basename(path)
}
