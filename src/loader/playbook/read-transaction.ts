import { parseDuration } from '../../base/duration.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { Transaction } from '../../model/playbook.ts'
import { describeNode, type YamlEntry, type YamlMap } from '../yaml/yaml-node.ts'
import { type Fields, textOf } from './fields.ts'
import type { Reading } from './reading.ts'

/** A host that is at work may be silent for a while: less would have its guard fire for nothing. */
const LEAST_GUARD_SECONDS = 5

const HINT = "Write 'transaction: true', or 'transaction: {guard: 2m}'"

/** `transaction` of a block: true, false, or its terms. */
export function readTransaction(reading: Reading, fields: Fields): Transaction | undefined {
  const entry = fields.entry('transaction')
  if (entry === undefined) return undefined
  const { value } = entry
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value ? {} : undefined
  if (value.kind === 'map') return readTerms(reading, value)
  reading.problem(`transaction: expected true, false or its terms, found ${describeNode(value)}`, value.at, HINT)
  return undefined
}

function readTerms(reading: Reading, map: YamlMap): Transaction {
  const unknown = map.entries.filter(({ key }) => key !== 'guard')
  for (const { key, keyAt } of unknown) {
    reading.problem(`transaction: unknown key '${key}'${didYouMean(key, ['guard'])}`, keyAt, HINT)
  }
  const guard = map.entries.find(({ key }) => key === 'guard')
  const guardSeconds = guard === undefined ? undefined : readGuard(reading, guard)
  return guardSeconds === undefined ? {} : { guardSeconds }
}

function readGuard(reading: Reading, { value }: YamlEntry): number | undefined {
  const text = textOf(value)
  const ms = parseDuration(text ?? '')
  if (ms !== undefined && ms >= LEAST_GUARD_SECONDS * 1000) return Math.ceil(ms / 1000)
  const found = text === undefined ? describeNode(value) : `'${text}'`
  const message = `transaction: guard: expected a time of at least ${LEAST_GUARD_SECONDS} s, found ${found}`
  reading.problem(message, value.at, 'Write it as 90s, 2m or 1h30m')
  return undefined
}
