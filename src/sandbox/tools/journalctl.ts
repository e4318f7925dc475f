import type { JournalEntry } from '../daemons/journal.ts'
import type { Machine } from '../daemons/machine.ts'
import { parseArgs } from './parse-args.ts'
import { parseTime } from './parse-time.ts'
import { printed, type ToolOutput } from './tool-output.ts'

export function journalctl(machine: Machine, args: readonly string[]): ToolOutput {
  const valued = [
    '-u',
    '--unit',
    '-S',
    '--since',
    '-U',
    '--until',
    '-n',
    '--lines',
    '-o',
    '--output',
    '-p',
    '--priority',
  ]
  const parsed = parseArgs(args, valued)
  const units = parsed.values('-u', '--unit').map((unit) => (unit.includes('.') ? unit : `${unit}.service`))
  const since = parseTime(parsed.value('-S', '--since'), machine.deps.clock.now())
  const until = parseTime(parsed.value('-U', '--until'), machine.deps.clock.now())
  const priority = PRIORITIES.indexOf(parsed.value('-p', '--priority') ?? 'debug')
  const found = machine.journal.entries.filter(
    (entry) =>
      (units.length === 0 || units.includes(entry.unit)) &&
      (since === undefined || entry.at.getTime() >= since) &&
      (until === undefined || entry.at.getTime() <= until) &&
      entry.priority <= (priority === -1 ? 7 : priority),
  )
  const count = Number(parsed.value('-n', '--lines') ?? Infinity)
  const last = Number.isFinite(count) ? found.slice(-count) : found
  if (last.length === 0) return parsed.has('-q', '--quiet') ? printed('') : printed('-- No entries --')
  const bare = parsed.value('-o', '--output') === 'cat'
  return printed(last.map((entry) => (bare ? entry.line : prefixed(entry, machine.spec.name))).join('\n'))
}

const PRIORITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']

function prefixed(entry: JournalEntry, host: string): string {
  const [, month, day, , time] = /^\w+ (\w+) (\d+) (\d+) ([\d:]+)/.exec(entry.at.toString()) ?? []
  return `${month ?? ''} ${day ?? ''} ${time ?? ''} ${host} ${entry.from}[1]: ${entry.line}`
}
