import type { YamlMap } from '../../yaml/yaml-node.ts'
import { withoutCollection } from '../keyword-levels.ts'
import type { Reading } from '../reading.ts'

/** Whether a handler is a role, which ansible-core has none of: reported in its words. */
export function isRoleAsHandler(reading: Reading, handler: YamlMap): boolean {
  const entry = handler.entries.find(({ key }) => ['include_role', 'import_role'].includes(withoutCollection(key)))
  if (entry === undefined) return false
  const message = `Using '${entry.key}' as a handler is not supported.`
  reading.problem(message, entry.keyAt, 'Include a file of tasks, or notify the handlers of the role')
  return true
}
