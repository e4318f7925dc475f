import type { Gate } from '../../../model/rollout.ts'
import { entryOf, type YamlNode } from '../../yaml/yaml-node.ts'
import type { Fields } from '../fields.ts'
import { readList, readTaskItems } from '../read-task-items.ts'
import type { Reading } from '../reading.ts'
import { readMetricsGate } from './read-metrics-gate.ts'

/** `gates`: a list of tasks, and of queries to Prometheus. */
export function readGates(reading: Reading, fields: Fields): readonly Gate[] {
  const entry = fields.entry('gates')
  if (entry?.value.kind === 'list') return entry.value.items.flatMap((node) => readGate(reading, node))
  if (entry !== undefined) readTaskItems(reading, entry, 'task', entry.keyAt)
  return []
}

function readGate(reading: Reading, node: YamlNode): readonly Gate[] {
  const prometheus = node.kind === 'map' ? entryOf(node, 'prometheus') : undefined
  if (node.kind !== 'map' || prometheus === undefined) {
    return readList(reading, [node], 'task').map((item) => ({ kind: 'tasks', item }))
  }
  const gate = readMetricsGate(reading, node, prometheus)
  return gate === undefined ? [] : [{ kind: 'metrics', gate }]
}
