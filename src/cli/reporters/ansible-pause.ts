import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import { printable } from './printable.ts'

/** What ansible-core's `pause` says when it begins to wait (plugins/action/pause.py). */
export function pauseText(event: Extract<NumberedEvent, { type: 'paused' }>, taskName: string): string {
  const { seconds, prompt, echo } = event
  const hidden = echo ? '' : ' (output is hidden)'
  const wait = seconds === undefined ? '' : `Pausing for ${seconds} seconds${hidden}\n${KEYS}\r\n`
  const question = prompt === undefined ? '' : `[${printable(taskName)}]\n${printable(prompt)}${hidden}:\n`
  return wait + question
}

const KEYS = "(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)"
