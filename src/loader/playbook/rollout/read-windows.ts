import { didYouMean } from '../../../base/nearest-name.ts'
import type { MaintenanceWindow } from '../../../model/maintenance-window.ts'
import { describeNode, type YamlMap, type YamlNode } from '../../yaml/yaml-node.ts'
import { Fields, textOf } from '../fields.ts'
import type { Reading } from '../reading.ts'

const KEYS = ['days', 'from', 'to', 'timezone']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const EXAMPLE = 'Write {days: [mon, thu], from: "22:00", to: "04:00", timezone: Europe/Berlin}'

/** `windows` of a rollout or a schedule: one, or a list of them. Days default to all, the time zone to UTC. */
export function readWindows(reading: Reading, fields: Fields, owner = 'rollout'): readonly MaintenanceWindow[] {
  const entry = fields.entry('windows')
  if (entry === undefined) return []
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  return nodes.flatMap((node) => {
    if (node.kind === 'map') return readWindow(reading, node, owner) ?? []
    reading.problem(`${owner}: windows: expected a map, found ${describeNode(node)}`, node.at, EXAMPLE)
    return []
  })
}

function readWindow(reading: Reading, map: YamlMap, owner: string): MaintenanceWindow | undefined {
  for (const { key, keyAt } of map.entries) {
    if (KEYS.includes(key)) continue
    const message = `${owner}: windows: unknown key '${key}'${didYouMean(key, KEYS)}`
    reading.problem(message, keyAt, `It has the keys ${KEYS.join(', ')}`)
  }
  const fields = new Fields(reading, map)
  const from = readMinute(reading, fields, 'from', map, owner)
  const to = readMinute(reading, fields, 'to', map, owner)
  const days = readDays(reading, fields, owner)
  const timezone = readTimezone(reading, fields, `${owner}: windows`)
  if (from === undefined || to === undefined) return undefined
  if (from !== to) return { days, from, to, timezone }
  reading.problem(`${owner}: windows: it opens and closes at the same time`, map.at, 'A whole day is 00:00 to 24:00')
  return undefined
}

/** `22:00`. YAML 1.1 reads it without quotes as a number to the base of 60; what was written counts. */
function readMinute(reading: Reading, fields: Fields, key: string, map: YamlMap, owner: string): number | undefined {
  const entry = fields.entry(key)
  const text = entry === undefined ? '' : (sourceOf(entry.value) ?? '')
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  if (Number(minutes) < 60 && minute <= 24 * 60) return minute
  const found = entry === undefined ? `there is no '${key}'` : `${key}: expected a time of day, found '${text}'`
  reading.problem(`${owner}: windows: ${found}`, entry?.value.at ?? map.at, EXAMPLE)
  return undefined
}

function sourceOf(node: YamlNode): string | undefined {
  return node.kind === 'scalar' && typeof node.value === 'number' ? node.source : textOf(node)
}

function readDays(reading: Reading, fields: Fields, owner: string): readonly number[] {
  const entry = fields.entry('days')
  const names = fields.texts('days', ',') ?? DAYS
  return names.flatMap((name) => {
    const day = DAYS.indexOf(name.trim().toLowerCase().slice(0, 3))
    if (day >= 0) return [day]
    const message = `${owner}: windows: there is no day '${name}'${didYouMean(name, DAYS)}`
    if (entry !== undefined) reading.problem(message, entry.value.at, `Days are ${DAYS.join(', ')}`)
    return []
  })
}

export function readTimezone(reading: Reading, fields: Fields, owner: string): string {
  const entry = fields.entry('timezone')
  const name = fields.text('timezone') ?? 'UTC'
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    const message = `${owner}: there is no time zone '${name}'${didYouMean(name, Intl.supportedValuesOf('timeZone'))}`
    if (entry !== undefined) reading.problem(message, entry.value.at, 'Use a name such as Europe/Berlin or UTC')
    return 'UTC'
  }
}
