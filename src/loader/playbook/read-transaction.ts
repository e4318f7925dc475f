import { didYouMean } from '../../base/nearest-name.ts'
import { describeNode, type YamlMap } from '../yaml/yaml-node.ts'
import type { Fields } from './fields.ts'
import type { Reading } from './reading.ts'

/** `transaction` of a block: true or false. */
export function readTransaction(reading: Reading, fields: Fields): true | undefined {
  const entry = fields.entry('transaction')
  if (entry === undefined) return undefined
  const { value } = entry
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value ? true : undefined
  if (value.kind === 'map') {
    refuseTerms(reading, value)
    return undefined
  }
  const message = `transaction: expected true or false, found ${describeNode(value)}`
  reading.problem(message, value.at, "Write 'transaction: true'")
  return undefined
}

/** A guard that is asked for and not armed would be worse than none. */
function refuseTerms(reading: Reading, map: YamlMap): void {
  for (const { key, keyAt } of map.entries) {
    const message =
      key === 'guard'
        ? 'transaction: guard is not supported yet: the host would not put itself back'
        : `transaction: unknown key '${key}'${didYouMean(key, ['guard'])}`
    reading.problem(message, keyAt, "Write 'transaction: true': the controller puts the host back")
  }
}
