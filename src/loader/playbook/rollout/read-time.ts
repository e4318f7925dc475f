import { parseDuration } from '../../../base/duration.ts'
import { describeNode } from '../../yaml/yaml-node.ts'
import { type Fields, textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'

/** A time that a rollout waits (`soak`, `approval_timeout`), in milliseconds. */
export function readTime(reading: Reading, fields: Fields, keyword: string): number | undefined {
  const entry = fields.entry(keyword)
  if (entry === undefined) return undefined
  const text = textOf(entry.value)
  const ms = parseDuration(text ?? '')
  if (ms !== undefined) return ms
  const found = text === undefined ? describeNode(entry.value) : `'${text}'`
  const message = `rollout: ${keyword}: expected a time, found ${found}`
  reading.problem(message, entry.value.at, 'Write it as 90s, 2m or 1h30m')
  return undefined
}
