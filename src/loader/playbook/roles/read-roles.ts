import type { SourcePosition } from '../../../base/source-position.ts'
import type { Block } from '../../../model/playbook.ts'
import { describeNode, type YamlEntry } from '../../yaml/yaml-node.ts'
import { isEmpty } from '../fields.ts'
import type { ListReader } from '../imports/task-list.ts'
import type { Reading } from '../reading.ts'
import { loadRole, roleBlock } from './load-role.ts'
import { readRoleEntry } from './role-entry.ts'

/** `roles:` of a play that begins at `at`, in order: they run before its `tasks`. */
export function readRoles(
  reading: Reading,
  entry: YamlEntry | undefined,
  at: SourcePosition,
  readList: ListReader,
): readonly Block[] {
  if (entry === undefined || isEmpty(entry.value)) return []
  if (entry.value.kind !== 'list') {
    const message = `roles: expected a list of roles, found ${describeNode(entry.value)}`
    reading.problem(message, entry.value.at, "Write '- web', one a line", {
      message: 'A malformed role declaration was encountered.',
      at,
    })
    return []
  }
  return entry.value.items.flatMap((node) => {
    const request = readRoleEntry(reading, node)
    const role = request === undefined ? undefined : loadRole(reading, request, readList)
    if (request === undefined || role === undefined) return []
    reading.place.gathered.roles.push(role.scope)
    return [roleBlock(request.keywords, role.scope, role.items)]
  })
}
