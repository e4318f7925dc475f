import type { NumberedEvent } from './run-event/run-event.ts'
import type { TaskResult } from './task-result.ts'

/**
 * Version of the written form of events. Adding a field or an event type keeps it; removing, renaming or changing the
 * meaning of one raises it.
 */
export const EVENT_FORMAT = 1

/** An event as journals and `--output json` write it: one JSON object, no newline. `run-started` carries `format`. */
export function eventLine(event: NumberedEvent): string {
  const { seq, time, type, ...rest } = withheld(event)
  const head = type === 'run-started' ? { format: EVENT_FORMAT } : {}
  return JSON.stringify({ seq, time, type, ...head, ...rest }, jsonSafe)
}

/** The event without what `no_log` withholds. */
function withheld(event: NumberedEvent): NumberedEvent {
  return event.type === 'task-finished' ? { ...event, result: withholdCensored(event.result) } : event
}

/**
 * A censored result as a sink may show it: what happened, and nothing that was said. The code of an error stays. Other
 * results come back as they are, and so do items that `no_log` did not mean.
 */
export function withholdCensored(result: TaskResult): TaskResult {
  if (result.censored !== true) {
    if (result.items?.some((item) => item.result.censored === true) !== true) return result
    return { ...result, items: result.items.map((item) => ({ ...item, result: withholdCensored(item.result) })) }
  }
  return {
    status: result.status,
    values: typeof result.values.changed === 'boolean' ? { changed: result.values.changed } : {},
    censored: true,
    ...(result.error && { error: { code: result.error.code, message: WITHHELD } }),
    ...(result.rollback && { rollback: result.rollback }),
    ...(result.rollbackErrors && {
      rollbackErrors: result.rollbackErrors.map(({ code }) => ({ code, message: WITHHELD })),
    }),
    ...(result.ignored !== undefined && { ignored: result.ignored }),
    ...(result.items && {
      items: result.items.map((item) =>
        item.result.censored === true ? { label: WITHHELD, result: withholdCensored(item.result) } : item,
      ),
    }),
  }
}

const WITHHELD = 'withheld: no_log is set'

/** Whole numbers beyond 2^53 have no JSON form that every reader keeps: they are written as text. */
function jsonSafe(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
