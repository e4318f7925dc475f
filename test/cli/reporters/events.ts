import type { NumberedEvent, RunEvent } from '../../../src/model/run-event/run-event.ts'
import type { TaskLabel } from '../../../src/model/run-event/task-label.ts'
import type { TaskResult } from '../../../src/model/task-result.ts'
import { createReporter, type ReporterKind } from '../../../src/cli/reporters/create-reporter.ts'
import type { HostRecap } from '../../../src/model/recap.ts'

export const START = Date.parse('2026-11-24T03:52:32.000Z')

/** Numbers events as the engine does, half a second apart. */
export function numbered(events: readonly RunEvent[]): readonly NumberedEvent[] {
  return events.map((event, index) => ({
    ...event,
    seq: index + 1,
    time: new Date(START + index * 500).toISOString(),
  }))
}

export function label(id: string, rest: Partial<TaskLabel> = {}): TaskLabel {
  return { id, name: `Do ${id}`, module: 'command', at: 'site.yml:4:5', kind: 'task', ...rest }
}

/** A task that starts on these hosts and finishes with these results. */
export function ran(task: TaskLabel, results: Readonly<Record<string, TaskResult>>): readonly RunEvent[] {
  return [
    { type: 'task-started', task, hosts: Object.keys(results) },
    ...Object.entries(results).map(
      ([host, result]) => ({ type: 'task-finished', host, task: task.id, result }) as const,
    ),
  ]
}

export function recap(rest: Partial<HostRecap> = {}): HostRecap {
  return { ok: 1, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0, ...rest }
}

export const RUN_STARTED = {
  type: 'run-started',
  run: '20261124T035232Z-4f2a',
  playbooks: ['site.yml'],
  check: false,
  diff: false,
} as const satisfies RunEvent

/** What a reporter without a terminal prints of these events. */
export async function printed(kind: ReporterKind, events: readonly RunEvent[], verbosity = 0): Promise<string> {
  let text = ''
  const io = {
    stdout: (chunk: string) => {
      text += chunk
    },
    stderr: () => {
      throw new Error('a reporter prints on stdout alone')
    },
    isTerminal: false,
    columns: 80,
    colour: false,
    now: () => new Date(START),
  }
  const reporter = createReporter(kind, io, { verbosity })
  for (const event of numbered(events)) reporter.report(event)
  await reporter.close()
  return text
}
