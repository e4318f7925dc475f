import type { DockerEvent, Machine } from '../daemons/machine.ts'
import { renderGoTemplate } from './go-template/render.ts'
import type { ToolArgs } from './parse-args.ts'
import { parseTime } from './parse-time.ts'
import { failed, notSimulated, printed, type ToolOutput } from './tool-output.ts'

/** `docker events` between two moments. Following the stream is not played. */
export function dockerEvents(machine: Machine, parsed: ToolArgs): ToolOutput {
  const now = machine.deps.clock.now()
  const since = parseTime(parsed.value('--since'), now)
  const until = parseTime(parsed.value('--until'), now)
  if (until === undefined) return notSimulated('docker events without --until')
  const filters = parsed.values('-f', '--filter').map((filter) => filter.split('='))
  const found = machine.events.filter(
    (event) =>
      event.at.getTime() <= until && (since === undefined || event.at.getTime() >= since) && passes(event, filters),
  )
  const format = parsed.value('--format')
  const lines: string[] = []
  for (const event of found) {
    const facts = eventFacts(event, machine)
    const rendered = renderGoTemplate(format === 'json' ? '{{json .}}' : (format ?? ''), facts, 'events.Message')
    if (!rendered.ok) return failed(1, rendered.message)
    lines.push(format === undefined ? plain(event, machine) : rendered.value)
  }
  return printed(lines.map((line) => `${line}\n`).join(''))
}

/** Filters of one kind are alternatives, kinds are conditions. */
function passes(event: DockerEvent, filters: readonly (readonly string[])[]): boolean {
  const wanted = (kind: string): readonly string[] =>
    filters.flatMap(([key, value]) => (key === kind && value !== undefined ? [value] : []))
  const types = wanted('type')
  const actions = wanted('event')
  return (types.length === 0 || types.includes('daemon')) && (actions.length === 0 || actions.includes(event.action))
}

function eventFacts(event: DockerEvent, machine: Machine): Record<string, unknown> {
  const milliseconds = event.at.getTime()
  return {
    Type: 'daemon',
    Action: event.action,
    Actor: { ID: `sandbox-${machine.spec.name}`, Attributes: event.attributes },
    scope: 'local',
    time: Math.floor(milliseconds / 1000),
    timeNano: milliseconds * 1_000_000,
  }
}

function plain(event: DockerEvent, machine: Machine): string {
  const attributes = Object.entries(event.attributes).map(([key, value]) => `${key}=${value}`)
  return `${event.at.toISOString()} daemon ${event.action} sandbox-${machine.spec.name} (${attributes.join(', ')})`
}
