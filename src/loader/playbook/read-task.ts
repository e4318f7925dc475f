import type { Task } from '../../model/playbook.ts'
import { entryOf, type YamlMap } from '../yaml/yaml-node.ts'
import { Fields } from './fields.ts'
import { readModuleCall } from './module-call.ts'
import { present } from './present.ts'
import { readKeywords } from './read-keywords.ts'
import { readLoop } from './read-loop.ts'
import type { Reading } from './reading.ts'

/** A task or a handler. Undefined where something about it is wrong. */
export function readTask(reading: Reading, map: YamlMap, level: 'task' | 'handler'): Task | undefined {
  const fields = new Fields(reading, map)
  const call = readModuleCall(reading, map, level)
  const task = {
    kind: 'task' as const,
    name: fields.text('name'),
    ...readKeywords(reading, map),
    until: fields.conditions('until') ?? [],
    notify: fields.texts('notify') ?? [],
    listen: level === 'handler' ? (fields.texts('listen') ?? []) : [],
    ...present({
      register: fields.variableName('register'),
      loop: readLoop(reading, map),
      retries: fields.number('retries', 'whole number'),
      delay: fields.number('delay', 'number'),
      changedWhen: fields.conditions('changed_when'),
      failedWhen: fields.conditions('failed_when'),
    }),
  }
  const retries = entryOf(map, 'retries')
  if (retries !== undefined && task.until.length === 0) {
    reading.problem(
      "'retries' stands without 'until'",
      retries.keyAt,
      "Add 'until:' with the condition to wait for, or remove it",
    )
  }
  return call === undefined ? undefined : { ...task, ...call }
}
