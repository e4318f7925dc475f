import { parseDuration } from '../../base/duration.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { Transaction } from '../../model/playbook.ts'
import { describeNode, type YamlEntry, type YamlMap } from '../yaml/yaml-node.ts'
import { type Fields, textOf } from './fields.ts'
import type { Reading } from './reading.ts'

const LEAST_GUARD_SECONDS = 10

/** `transaction` of a block: true, false, or `{guard: 2m}`. */
export function readTransaction(reading: Reading, fields: Fields): Transaction | undefined {
  const entry = fields.entry('transaction')
  if (entry === undefined) return undefined
  if (entry.value.kind === 'map') return readTerms(reading, entry.value)
  const { value } = entry
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value ? {} : undefined
  const message = `transaction: expected true, false or a map, found ${describeNode(value)}`
  reading.problem(message, value.at, "Write 'transaction: true', or 'transaction: {guard: 2m}' for a guard on the host")
  return undefined
}

function readTerms(reading: Reading, map: YamlMap): Transaction {
  let terms: Transaction = {}
  for (const entry of map.entries) {
    if (entry.key === 'guard') terms = { ...terms, ...readGuard(reading, entry) }
    else {
      const message = `transaction: unknown key '${entry.key}'${didYouMean(entry.key, ['guard'])}`
      reading.problem(message, entry.keyAt, "It has one key: 'guard', a time such as 2m")
    }
  }
  return terms
}

function readGuard(reading: Reading, { value }: YamlEntry): Transaction {
  const ms = parseDuration(textOf(value) ?? '')
  if (ms !== undefined && ms >= LEAST_GUARD_SECONDS * 1000) return { guardSeconds: Math.ceil(ms / 1000) }
  const found = textOf(value) ?? describeNode(value)
  const message = `transaction: guard: expected a time of at least ${LEAST_GUARD_SECONDS} s, found '${found}'`
  reading.problem(message, value.at, 'Write a number with s, m or h, such as 90s or 2m')
  return {}
}
