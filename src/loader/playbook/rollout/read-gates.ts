import type { Gate } from '../../../model/rollout.ts'
import type { Fields } from '../fields.ts'
import { readTaskItems } from '../read-task-items.ts'
import type { Reading } from '../reading.ts'

/** `gates`: a list of tasks. */
export function readGates(reading: Reading, fields: Fields): readonly Gate[] {
  return readTaskItems(reading, fields.entry('gates'), 'task').map((item) => ({ kind: 'tasks', item }))
}
