import { formatDuration } from '../../base/duration.ts'
import type { HostName } from '../../model/inventory.ts'
import type { HostRecap } from '../../model/recap.ts'
import type { Colours } from '../terminal/colours.ts'
import { foldHosts } from './fold-hosts.ts'
import { printable } from './printable.ts'
import { fold } from './task-text.ts'

/** Up to so many hosts have a line each; of more, those that fared alike share one. */
const LINE_EACH = 20
const COUNTS = ['ok', 'changed', 'unreachable', 'failed', 'skipped', 'rescued', 'ignored'] as const

/** The closing table, in the words of Ansible's PLAY RECAP: `g1 : ok=2    changed=1    ...`. */
export function recapTable(hosts: Readonly<Record<HostName, HostRecap>>, colours: Colours): readonly string[] {
  const entries = Object.entries(hosts)
  const rows =
    entries.length > LINE_EACH
      ? fold(entries).map(({ hosts: names, told }) => ({ name: foldHosts(names), recap: told }))
      : entries.map(([name, recap]) => ({ name, recap }))
  const width = Math.min(40, Math.max(0, ...rows.map(({ name }) => name.length)))
  return rows.map(
    ({ name, recap }) => `${paintHost(name.padEnd(width), recap, colours)} : ${recapLine(recap, colours)}`,
  )
}

function recapLine(recap: HostRecap, colours: Colours): string {
  const counts = COUNTS.map((name) => `${name}=${String(recap[name]).padEnd(4)}`)
    .join('')
    .trimEnd()
  return [counts, ...standing(recap, colours)].join('  ')
}

function standing(recap: HostRecap, colours: Colours): readonly string[] {
  const words: string[] = []
  if (recap.rollback === 'done') words.push(colours.green('rolled back'))
  if (recap.rollback === 'failed') words.push(colours.red('ROLLBACK FAILED'))
  if (recap.leftToGuard !== undefined) words.push(colours.red(`LEFT TO ITS GUARD: back at ${recap.leftToGuard}`))
  else if (recap.rollback === 'impossible') words.push(colours.red('ROLLBACK IMPOSSIBLE'))
  if (recap.notAttempted !== undefined) words.push(colours.yellow(`(${printable(recap.notAttempted)})`))
  return words
}

/** `3 hosts in 12.3 s: 1 ok, 1 changed, 1 failed`. */
export function totalLine(hosts: Readonly<Record<HostName, HostRecap>>, durationMs: number): string {
  const recaps = Object.values(hosts)
  const totals = new Map<string, number>()
  for (const recap of recaps) totals.set(stateOf(recap), (totals.get(stateOf(recap)) ?? 0) + 1)
  const parts = STATES.flatMap((state) => (totals.has(state) ? [`${totals.get(state) ?? 0} ${state}`] : []))
  const count = `${recaps.length} ${recaps.length === 1 ? 'host' : 'hosts'} in ${formatDuration(durationMs)}`
  return parts.length === 0 ? count : `${count}: ${parts.join(', ')}`
}

const STATES = [
  'ok',
  'changed',
  'failed',
  'unreachable',
  'rolled back',
  'between two states',
  'not finished',
  'not attempted',
] as const

function stateOf(recap: HostRecap): (typeof STATES)[number] {
  if (recap.rollback === 'failed' || recap.rollback === 'impossible') return 'between two states'
  if (recap.unreachable > 0) return 'unreachable'
  if (recap.failed > 0) return 'failed'
  if (recap.rollback === 'done') return 'rolled back'
  if (recap.notAttempted !== undefined) return recap.ok > 0 ? 'not finished' : 'not attempted'
  return recap.changed > 0 ? 'changed' : 'ok'
}

function paintHost(name: string, recap: HostRecap, colours: Colours): string {
  if (recap.failed > 0 || recap.unreachable > 0 || recap.rollback === 'failed') return colours.red(name)
  return recap.changed > 0 ? colours.yellow(name) : colours.green(name)
}
