import { didYouMean } from '../../../base/nearest-name.ts'
import { parseDuration } from '../../../base/duration.ts'
import type { MetricsGate } from '../../../model/rollout.ts'
import { describeNode, toNative, type YamlEntry, type YamlMap } from '../../yaml/yaml-node.ts'
import { checkTemplates } from '../check-templates.ts'
import { Fields } from '../fields.ts'
import type { Reading } from '../reading.ts'

const KEYS = ['url', 'query', 'until', 'timeout', 'retries', 'delay', 'bearer_token', 'user', 'password']
const GATE_KEYS = ['name', 'prometheus']
const HINT = 'Write {url: "http://prometheus:9090", query: "sum(rate(errors[5m]))", until: value < 0.1}'

/** A gate `prometheus`: a query, and what has to hold of each `value` that it gives. */
export function readMetricsGate(reading: Reading, gate: YamlMap, { value, keyAt }: YamlEntry): MetricsGate | undefined {
  refuseOthers(reading, gate, GATE_KEYS, 'a gate with prometheus')
  if (value.kind !== 'map') {
    reading.problem(`rollout: prometheus: expected a map, found ${describeNode(value)}`, value.at, HINT)
    return undefined
  }
  refuseOthers(reading, value, KEYS, 'prometheus')
  checkTemplates(reading, value)
  const fields = new Fields(reading, value)
  const [until, ...more] = fields.conditions('until') ?? []
  const { url, query, bearer_token: bearerToken, user, password } = toNative(value) as Record<string, unknown>
  for (const key of ['url', 'query', 'until']) {
    if (fields.entry(key) === undefined) reading.problem(`rollout: prometheus: there is no '${key}'`, keyAt, HINT)
  }
  if (more.length > 0) reading.problem('rollout: prometheus: until is one expression', value.at, 'Join them with and')
  const retries = fields.number('retries', 'whole number')
  const timeoutMs = timeOf(reading, fields, 'timeout') ?? 10_000
  const delayMs = timeOf(reading, fields, 'delay') ?? 5000
  if (url === undefined || query === undefined || until === undefined) return undefined
  return {
    name: new Fields(reading, gate).text('name') ?? 'prometheus',
    terms: { url, query, bearerToken, user, password },
    until: String(until.expression),
    timeoutMs,
    retries: typeof retries === 'number' ? retries : 0,
    delayMs,
    at: keyAt,
  }
}

function timeOf(reading: Reading, fields: Fields, key: string): number | undefined {
  const text = fields.text(key)
  const ms = parseDuration(text ?? '')
  if (text === undefined || ms !== undefined) return ms
  const at = fields.entry(key)?.value.at
  const message = `rollout: prometheus: ${key}: expected a time, found '${text}'`
  if (at !== undefined) reading.problem(message, at, 'Write it as 90s, 2m or 1h30m')
  return undefined
}

function refuseOthers(reading: Reading, map: YamlMap, known: readonly string[], place: string): void {
  for (const { key, keyAt } of map.entries) {
    if (known.includes(key)) continue
    reading.problem(
      `rollout: ${place}: unknown key '${key}'${didYouMean(key, known)}`,
      keyAt,
      `Keys are ${known.join(', ')}`,
    )
  }
}
