import type { DriftCause, DriftDifference, DriftReport, HostDrift } from '../../model/drift.ts'
import { table } from '../runs/table.ts'

const HEAD = ['HOST', 'WHERE', 'DESIRED', 'FILE', 'DAEMON', 'WHY']

const IN_WORDS: Readonly<Record<DriftCause, string>> = {
  'changed-by-hand': 'changed by hand',
  'playbook-changed': 'the playbook changed since',
  'never-applied': 'never applied',
  'not-reloaded': 'daemon not reloaded',
  'would-change': 'the task would change it',
}

/** A row a difference, then hosts that could not be looked at, and how many there are of each. */
export function driftText({ hosts }: DriftReport): string {
  const all = Object.entries(hosts)
  const rows = all.flatMap(([host, drift]) => drift.differences.map((each) => [host, ...cellsOf(each, drift)]))
  const unknown = all.filter(([, { state }]) => state === 'unknown')
  const count = (state: HostDrift['state']) => all.filter(([, drift]) => drift.state === state).length
  return [
    ...(rows.length === 0 ? [] : [table([HEAD, ...rows]), '\n']),
    ...unknown.map(([host, { error }]) => `${host}: not compared: ${error?.message ?? 'it said nothing'}\n`),
    `${all.length} ${all.length === 1 ? 'host' : 'hosts'}: ${count('drifted')} drifted, ${count('same')} as desired, ${count('unknown')} not compared\n`,
  ].join('')
}

function cellsOf(difference: DriftDifference, { lastApplied }: HostDrift): readonly string[] {
  const { path, key, task, causes, modified } = difference
  const where = path === undefined ? `task ${task ?? ''}` : key === undefined ? path : `${path} ${key}`
  const when = modified === undefined ? '' : ` at ${modified}`
  const since = lastApplied === undefined ? '' : ` (last applied by ${lastApplied.run})`
  const why = causes.map((cause) =>
    cause === 'changed-by-hand' ? `${IN_WORDS[cause]}${when}${since}` : IN_WORDS[cause],
  )
  const [desired, file, daemon] = COMPARED.map((which) => shown(difference, which))
  return [where, desired ?? '', file ?? '', daemon ?? '', why.join('; ')]
}

const COMPARED = ['desired', 'file', 'effective'] as const

const WIDEST = 40

function shown(difference: DriftDifference, which: (typeof COMPARED)[number]): string {
  const value = difference[which]
  if (value === undefined) return '-'
  const isWhole = difference.key === undefined && typeof value === 'string'
  const text = isWhole ? `${value.split('\n').length} lines` : JSON.stringify(value)
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 3)}...` : text
}
