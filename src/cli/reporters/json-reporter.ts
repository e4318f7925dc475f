import { eventLine } from '../../model/event-line.ts'
import type { Reporter } from '../../ports/reporter.ts'
import type { ReporterIo } from './reporter-io.ts'

/** For programs: one event a line on stdout, and nothing else. The format is docs/events.md. */
export function createJsonReporter(io: Pick<ReporterIo, 'stdout'>): Reporter {
  return {
    report: (event) => io.stdout(`${eventLine(event)}\n`),
    close: () => Promise.resolve(),
  }
}
