import { readFile } from 'node:fs/promises'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { NumberedEvent } from '../../model/run-event.ts'
import { journalBroken, journalUnreadable } from './errors.ts'

export interface JournalContent {
  readonly events: readonly NumberedEvent[]
  /** The last line was cut short: the controller died while it wrote. */
  readonly torn: boolean
}

/** Events of a journal in order. A torn last line is left out and told; any other broken line is an error. */
export async function readJournal(path: string): Promise<Result<JournalContent, LongshoreError>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    return err(journalUnreadable(path, cause))
  }
  const lines = text.split('\n')
  const torn = lines.pop() !== ''
  const events: NumberedEvent[] = []
  for (const [index, line] of lines.entries()) {
    const event = parseEvent(line)
    if (event === undefined) return err(journalBroken(path, index + 1))
    events.push(event)
  }
  return ok({ events, torn })
}

function parseEvent(line: string): NumberedEvent | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'type' in value && 'seq' in value
      ? (value as NumberedEvent)
      : undefined
  } catch {
    return undefined
  }
}
