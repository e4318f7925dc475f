import { parseDuration } from '../../../base/duration.ts'
import { describeNode } from '../../yaml/yaml-node.ts'
import { type Fields, textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'

/** `soak`: milliseconds. */
export function readSoak(reading: Reading, fields: Fields): number {
  const entry = fields.entry('soak')
  if (entry === undefined) return 0
  const text = textOf(entry.value)
  const ms = parseDuration(text ?? '')
  if (ms !== undefined) return ms
  const found = text === undefined ? describeNode(entry.value) : `'${text}'`
  reading.problem(`rollout: soak: expected a time, found ${found}`, entry.value.at, 'Write it as 90s, 2m or 1h30m')
  return 0
}
