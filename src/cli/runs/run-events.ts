import { findRun } from '../../app/runs/find-run.ts'
import { eventLine } from '../../model/event-line.ts'
import type { NumberedEvent, RunEvent } from '../../model/run-event/run-event.ts'
import type { RunsFlags } from '../commands/runs.ts'
import type { Composition } from '../composition.ts'
import { refused, wrongOutput } from './answer.ts'
import { table } from './table.ts'

/** The events of a run, a line each. Gives the exit code. */
export async function runEvents(named: string, flags: RunsFlags, { io, runArchive }: Composition): Promise<number> {
  const wrong = wrongOutput(flags)
  if (wrong !== undefined) return refused(wrong, io)
  const found = await findRun(named, await runArchive())
  if (!found.ok) return refused(found.error, io)
  const { events } = found.value.journal
  if (flags.output === 'json') for (const event of events) io.stdout(`${eventLine(event)}\n`)
  else io.stdout(table(events.map(row)))
  return 0
}

function row(event: NumberedEvent): readonly string[] {
  const host = 'host' in event ? event.host : ''
  return [String(event.seq), event.time, event.type, host, detail(event)]
}

function detail(event: RunEvent): string {
  if ('steps' in event) return `${event.task} ${event.steps.join('; ')}`
  if ('verdict' in event) return `${event.play}: ${event.verdict}: ${event.reason}`
  if (event.type === 'play-started') return event.play
  if (event.type === 'task-started') return `${event.task.id} ${event.task.name}`
  if (event.type === 'undo-finished') return `${event.task} ${event.rollback}`
  if (event.type === 'task-finished')
    return `${event.task} ${event.result.status}${event.replayed === true ? ' (replayed)' : ''}`
  return event.type === 'warning' ? event.message : ''
}
