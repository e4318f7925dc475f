import { dirname } from 'node:path'
import { parseDuration } from '../../base/duration.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { cronProblem } from '../../model/schedule/occurrences.ts'
import { OVERLAPS, type Schedule, type ScheduledWork, type Timing } from '../../model/schedule/schedule.ts'
import { Fields, textOf } from '../playbook/fields.ts'
import { present } from '../playbook/present.ts'
import { beginningOf, Reading } from '../playbook/reading.ts'
import { readTimezone, readWindows } from '../playbook/rollout/read-windows.ts'
import { describeNode, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { absolutePath } from './absolute-path.ts'

const WORK = ['playbook', 'backup', 'drift'] as const
const WHEN = ['cron', 'every'] as const
const OPTIONS = ['timezone', 'overlap', 'catch_up', 'jitter', 'windows', 'limit', 'inventory', 'alert_after'] as const
const KEYS: readonly string[] = [...WHEN, ...WORK, ...OPTIONS]
const EXAMPLE = 'For example: nightly: {cron: "17 2 * * *", playbook: playbooks/nightly.yml, catch_up: 6h}'

const MINUTE_MS = 60_000
const CATCH_UP_MS = 5 * MINUTE_MS

/** Where the file is, and what `~` stands for. */
interface Around {
  readonly path: string
  readonly home: string
}

/** `schedules` of a longshore.yml: every problem of them, each with its place. Paths are relative to the file. */
export function readSchedules(node: YamlNode, around: Around): Result<readonly Schedule[], readonly LongshoreError[]> {
  const reading = new Reading(new Map(), {}, beginningOf(around.path))
  const schedules = schedulesOf(node, reading, around)
  if (reading.problems.length === 0) return ok(schedules)
  return err(reading.problems.map(ofProjectFile))
}

function schedulesOf(node: YamlNode, reading: Reading, around: Around): readonly Schedule[] {
  if (node.kind !== 'map') {
    reading.problem(
      `schedules: expected a map of schedules by their names, found ${describeNode(node)}`,
      node.at,
      EXAMPLE,
    )
    return []
  }
  return node.entries.flatMap((entry) => readSchedule(entry, reading, around) ?? [])
}

function readSchedule({ key, keyAt, value }: YamlEntry, reading: Reading, around: Around): Schedule | undefined {
  const owner = `schedules: ${key}`
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(key)) {
    reading.problem(`schedules: '${key}' cannot be the name of a schedule`, keyAt, 'Use letters, digits, - and _')
  }
  if (value.kind !== 'map') {
    reading.problem(`${owner}: expected a map, found ${describeNode(value)}`, value.at, EXAMPLE)
    return undefined
  }
  for (const entry of value.entries) {
    if (KEYS.includes(entry.key)) continue
    const message = `${owner}: unknown key '${entry.key}'${didYouMean(entry.key, KEYS)}`
    reading.problem(message, entry.keyAt, `A schedule has the keys ${KEYS.join(', ')}`)
  }
  const parts: Parts = { reading, fields: new Fields(reading, value), map: value, owner, around }
  const timing = readTiming(parts)
  const work = readWork(parts)
  const options = {
    overlap: readOverlap(parts),
    catchUpMs: readTime(parts, 'catch_up', MINUTE_MS) ?? CATCH_UP_MS,
    jitterMs: readTime(parts, 'jitter') ?? 0,
    windows: readWindows(reading, parts.fields, owner),
    limit: parts.fields.texts('limit') ?? [],
    inventory: (parts.fields.texts('inventory') ?? []).map((given) => pathOrList(given, around)),
    ...present({ alertAfterMs: readTime(parts, 'alert_after', MINUTE_MS) }),
  }
  return timing === undefined || work === undefined ? undefined : { name: key, timing, work, ...options, at: keyAt }
}

interface Parts {
  readonly reading: Reading
  readonly fields: Fields
  readonly map: YamlMap
  readonly owner: string
  readonly around: Around
}

function readTiming(parts: Parts): Timing | undefined {
  const { reading, fields, owner } = parts
  const chosen = oneOf(parts, WHEN, 'when it runs')
  if (chosen === undefined) return undefined
  const zone = fields.entry('timezone')
  if (chosen.key === 'every') {
    if (zone !== undefined) {
      reading.problem(`${owner}: timezone has no meaning with 'every'`, zone.keyAt, 'Remove it, or use cron')
    }
    const everyMs = readTime(parts, 'every', MINUTE_MS)
    return everyMs === undefined ? undefined : { kind: 'every', everyMs }
  }
  const timezone = readTimezone(reading, fields, owner)
  const expression = fields.text('cron')
  if (expression === undefined) return undefined
  const problem = cronProblem(expression, timezone)
  if (problem === undefined) return { kind: 'cron', expression, timezone }
  const hint = 'Five fields: minute hour day-of-month month day-of-week, as in "17 2 * * *"'
  reading.problem(`${owner}: cron: '${expression}': ${problem}`, chosen.value.at, hint)
  return undefined
}

function readWork(parts: Parts): ScheduledWork | undefined {
  const chosen = oneOf(parts, WORK, 'what it does')
  if (chosen === undefined) return undefined
  if (chosen.key === 'backup') return readBackup(chosen, parts)
  const { path, home } = parts.around
  const kind = chosen.key === 'drift' ? 'drift' : 'playbook'
  const playbooks = (parts.fields.texts(kind) ?? []).map((each) => absolutePath(each, dirname(path), home))
  return playbooks.length === 0 ? undefined : { kind, playbooks }
}

/** `true` for all hosts, or a pattern. */
function readBackup({ value }: YamlEntry, { reading, owner }: Parts): ScheduledWork | undefined {
  if (value.kind === 'scalar' && value.value === true) return { kind: 'backup', pattern: 'all' }
  const pattern = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
  if (pattern !== undefined) return { kind: 'backup', pattern }
  reading.problem(
    `${owner}: backup: expected true or a pattern of hosts, found ${describeNode(value)}`,
    value.at,
    EXAMPLE,
  )
  return undefined
}

function oneOf({ reading, fields, map, owner }: Parts, keys: readonly string[], what: string): YamlEntry | undefined {
  const given = keys.flatMap((key) => fields.entry(key) ?? [])
  const [first, second] = given
  if (first === undefined) {
    reading.problem(`${owner}: nothing says ${what}`, map.at, `Give one of ${keys.join(', ')}. ${EXAMPLE}`)
  }
  if (first !== undefined && second !== undefined) {
    const message = `${owner}: '${first.key}' and '${second.key}' exclude each other`
    reading.problem(message, second.keyAt, 'Make two schedules of it')
  }
  return first
}

function readOverlap({ reading, fields, owner }: Parts): Schedule['overlap'] {
  const text = fields.text('overlap') ?? 'skip'
  const found = OVERLAPS.find((each) => each === text)
  const entry = fields.entry('overlap')
  if (found !== undefined || entry === undefined) return found ?? 'skip'
  const message = `${owner}: overlap: expected ${OVERLAPS.join(' or ')}, found '${text}'${didYouMean(text, OVERLAPS)}`
  reading.problem(message, entry.value.at, 'skip: it does not run. queue: it runs when the one before has ended')
  return 'skip'
}

function readTime({ reading, fields, owner }: Parts, key: string, leastMs = 0): number | undefined {
  const entry = fields.entry(key)
  if (entry === undefined) return undefined
  const text = textOf(entry.value)
  const ms = parseDuration(text ?? '')
  if (ms !== undefined && ms >= leastMs) return ms
  const found = text === undefined ? describeNode(entry.value) : `'${text}'`
  const expected = leastMs === 0 ? 'a time' : 'a time of at least 1m'
  reading.problem(
    `${owner}: ${key}: expected ${expected}, found ${found}`,
    entry.value.at,
    'Write it as 90s, 20m or 6h',
  )
  return undefined
}

function pathOrList(given: string, { path, home }: Around): string {
  return given.includes(',') ? given : absolutePath(given, dirname(path), home)
}

function ofProjectFile({ message, hint, at }: LongshoreError): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', message, {
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  })
}
