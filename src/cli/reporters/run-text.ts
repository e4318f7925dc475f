import type { NumberedEvent, RunEvent } from '../../model/run-event/run-event.ts'
import type { Colours } from '../terminal/colours.ts'
import { errorText, rollbackText } from './error-text.ts'
import { foldHosts } from './fold-hosts.ts'
import { indent } from './indent.ts'
import { printable } from './printable.ts'
import { recapTable, totalLine } from './recap-text.ts'
import { fold } from './task-text.ts'

type Event<T extends RunEvent['type']> = Extract<NumberedEvent, { readonly type: T }>
/** When the run, or its going on, began. */
export type RunBegun = Event<'run-started'> | Event<'run-resumed'>
export type UndoFinished = Event<'undo-finished'>

export function playHeading({ play, hosts }: Event<'play-started'>, colours: Colours): readonly string[] {
  const count = `${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}`
  return ['', `${colours.bold(colours.underline(`Play: ${printable(play)}`))} · ${count}: ${foldHosts(hosts)}`]
}

export function batchHeading(event: Event<'batch-started'>, colours: Colours): readonly string[] {
  if (event.batches < 2) return []
  return ['', colours.bold(`Batch ${event.batch} of ${event.batches}: ${foldHosts(event.hosts)}`)]
}

/** Rollbacks that no result of a task told of: of tasks that had gone well before a later one failed. */
export function rollbackLines(
  events: readonly UndoFinished[],
  nameOf: (task: string) => string,
  colours: Colours,
): readonly string[] {
  const groups = fold(
    events
      .filter((event) => event.rollback !== 'none')
      .map(({ host, task, rollback, errors }) => [host, { task, rollback, rollbackErrors: errors }] as const),
  )
  return groups.flatMap(({ hosts, told }) => [
    '',
    `Rollback of ${printable(nameOf(told.task))}: ${foldHosts(hosts)}`,
    ...indent(rollbackText(told, colours)),
  ])
}

/** What `pause` says while it waits. */
export function pauseLines({ seconds, prompt }: Event<'paused'>): readonly string[] {
  return [
    ...(seconds === undefined ? [] : [`  pausing for ${seconds} s`]),
    ...(prompt === undefined ? [] : indent([printable(prompt)])),
  ]
}

/** The recap, what became of the run as a whole, and where its journal is. */
export function closing(
  begun: RunBegun | undefined,
  event: Event<'run-finished'>,
  colours: Colours,
): readonly string[] {
  const durationMs = begun === undefined ? 0 : Date.parse(event.time) - Date.parse(begun.time)
  const started = begun?.type === 'run-started' ? begun : undefined
  const hasHosts = Object.keys(event.hosts).length > 0
  return [
    ...(hasHosts ? ['', colours.bold('Recap'), ...recapTable(event.hosts, colours), ''] : []),
    ...event.errors.flatMap((error) => errorText(error, colours)),
    ...(event.interrupted ? [colours.yellow('The run was interrupted before it was done')] : []),
    ...(hasHosts ? [totalLine(event.hosts, durationMs)] : []),
    ...(started?.check === true ? [colours.yellow(colours.bold('Check mode: nothing was changed'))] : []),
    ...(started?.journal === undefined ? [] : [colours.dim(`Journal: ${started.journal}`)]),
  ]
}
