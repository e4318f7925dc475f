import { type Fields, textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'

/** `approve_after`: numbers of stages, from 1. */
export function readApproveAfter(reading: Reading, fields: Fields, stages: number): readonly number[] {
  const entry = fields.entry('approve_after')
  if (entry === undefined) return []
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  return nodes.flatMap((node) => {
    const text = textOf(node) ?? ''
    const stage = /^\d+$/.test(text) ? Number(text) : 0
    if (stage >= 1 && stage < stages) return [stage]
    const last = Math.max(1, stages - 1)
    const message = `rollout: approve_after: expected the number of a stage from 1 to ${last}, found '${text}'`
    reading.problem(message, node.at, 'After the last stage there is nothing left to approve')
    return []
  })
}
