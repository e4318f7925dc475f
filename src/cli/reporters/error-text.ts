import { formatPosition } from '../../base/source-position.ts'
import type { ErrorReport, TaskResult } from '../../model/task-result.ts'
import type { Colours } from '../terminal/colours.ts'
import { indent } from './indent.ts'
import { printable } from './printable.ts'

/** An error in full: message, code, place and hint. */
export function errorText(error: ErrorReport, colours: Colours): readonly string[] {
  const [first = '', ...rest] = printable(error.message).trimEnd().split('\n')
  return [
    `${colours.red('error:')} ${first} ${colours.dim(`[${error.code}]`)}`,
    ...indent(rest),
    ...(error.at === undefined ? [] : [colours.dim(`  at ${formatPosition(error.at)}`)]),
    ...(error.hint === undefined ? [] : [`hint: ${printable(error.hint)}`]),
  ]
}

/** What became of the host after a failure, or nothing where there was nothing to undo. */
export function rollbackText(
  result: Pick<TaskResult, 'rollback' | 'rollbackErrors'>,
  colours: Colours,
): readonly string[] {
  const errors = (result.rollbackErrors ?? []).flatMap((error) => indent(errorText(error, colours)))
  const bad = (words: string) => colours.red(colours.bold(words))
  switch (result.rollback ?? 'none') {
    case 'done':
      return [colours.green('rolled back: as before, verified')]
    case 'failed':
      return [bad('ROLLBACK FAILED: the host is neither as before nor as asked'), ...errors]
    case 'impossible':
      return [bad('ROLLBACK IMPOSSIBLE: the host could not be reached'), ...errors]
    case 'none':
      return []
  }
}
