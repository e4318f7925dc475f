import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { Colours } from '../terminal/colours.ts'
import { errorText, rollbackText } from './error-text.ts'
import { indent } from './indent.ts'
import { printable } from './printable.ts'

type GuardEvent = Extract<
  RunEvent,
  { readonly type: 'guard-ended' | 'left-to-guard' | 'guard-fired' | 'earlier-stays' }
>

/** What people are told of the guard of a host. One that was not needed is no news. */
export function guardLines(event: GuardEvent, colours: Colours): readonly string[] {
  if (event.type === 'guard-ended') return []
  const host = printable(event.host)
  if (event.type === 'left-to-guard') {
    const words = `LEFT TO ITS GUARD: ${host} puts itself back at ${event.until}`
    return ['', colours.red(colours.bold(words)), ...indent(errorText(event.error, colours))]
  }
  if (event.type === 'earlier-stays') {
    const words = `What was done to ${host} before the run was resumed`
    return ['', words, ...indent(rollbackText({ rollback: event.rollback, rollbackErrors: [event.error] }, colours))]
  }
  return [
    '',
    colours.red(`The guard of ${host} was faster`),
    ...indent([...errorText(event.error, colours), ...rollbackText({ rollback: event.rollback }, colours)]),
  ]
}
