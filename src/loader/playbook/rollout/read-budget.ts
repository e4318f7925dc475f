import type { FailureBudget } from '../../../model/rollout.ts'
import { describeNode, type YamlNode } from '../../yaml/yaml-node.ts'
import { type Fields, textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'

const NOTHING: FailureBudget = { hosts: 0 }
const HINT = 'Write {hosts: 2} or {percent: 5}; it has to be exceeded, so that {hosts: 0} stops at the first failure'

/** `failure_budget`: `{hosts: 2}`, `{percent: 5}`, or shortly `2` or `5%`. */
export function readBudget(reading: Reading, fields: Fields): FailureBudget {
  const entry = fields.entry('failure_budget')
  if (entry === undefined) return NOTHING
  const budget = entry.value.kind === 'map' ? ofMap(entry.value) : ofText(textOf(entry.value) ?? '')
  if (budget !== undefined) return budget
  const found = textOf(entry.value) ?? describeNode(entry.value)
  const message = `rollout: failure_budget: expected a number of hosts or a percentage, found '${found}'`
  reading.problem(message, entry.value.at, HINT)
  return NOTHING
}

function ofMap({ entries }: Extract<YamlNode, { kind: 'map' }>): FailureBudget | undefined {
  const [entry] = entries
  if (entry === undefined || entries.length > 1) return undefined
  const text = textOf(entry.value) ?? ''
  if (entry.key === 'hosts') return ofText(text)
  return entry.key === 'percent' ? ofText(`${text.replace(/%$/, '')}%`) : undefined
}

function ofText(text: string): FailureBudget | undefined {
  if (/^\d+$/.test(text)) return { hosts: Number(text) }
  const percent = Number(/^(\d+(?:\.\d+)?)%$/.exec(text)?.[1])
  return percent >= 0 && percent <= 100 ? { percent } : undefined
}
