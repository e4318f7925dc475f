import type { LongshoreError } from '../base/longshore-error.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { EngineDeps } from './engine-deps.ts'
import { worstRollback } from '../model/rollback-status.ts'
import type { ItemResult, TaskResult } from '../model/task-result.ts'
import { report } from './errors.ts'

export function skippedResult(): TaskResult {
  return { status: 'skipped', values: { changed: false, skipped: true, skip_reason: 'Conditional result was False' } }
}

/** What kept the task from being tried. As in Ansible, it says nothing about a change. */
export function failedResult(error: LongshoreError, at: SourcePosition, run: Telling): TaskResult {
  const values = { failed: true, msg: failureText(error, at, run) }
  return { status: 'failed', values, error: report(error, at) }
}

interface Telling {
  readonly deps: Pick<EngineDeps, 'failureText'>
}

/** Why a task failed, in the words that are asked for. */
export function failureText(error: LongshoreError, at: SourcePosition, { deps }: Telling): string {
  return deps.failureText?.(error, at) ?? error.message
}

/** A loop as one result, in Ansible's words: failed when an item failed, changed when one changed, skipped when all were. */
export function loopResult(items: readonly ItemResult[]): TaskResult {
  if (items.length === 0) return { status: 'skipped', values: NO_ITEMS, items }
  const results = items.map((item) => item.result)
  const skipped = results.every((result) => result.status === 'skipped')
  const bad = results.find((result) => isBad(result) && !result.ignored) ?? results.find(isBad)
  const changed = results.some((result) => result.values['changed'] === true)
  const rollback = worstRollback(results.map((result) => result.rollback))
  return {
    status: bad !== undefined ? bad.status : skipped ? 'skipped' : changed ? 'changed' : 'ok',
    values: {
      results: results.map((result) => result.values),
      skipped,
      ...(changed ? { changed } : {}),
      ...(bad === undefined ? {} : { failed: true }),
      msg: skipped ? 'All items skipped' : bad === undefined ? 'All items completed' : 'One or more items failed',
      ...(changed ? {} : { changed }),
    },
    items,
    ...(bad?.error === undefined ? {} : { error: bad.error }),
    ...(bad?.ignored === true ? { ignored: true } : {}),
    ...(rollback === undefined ? {} : { rollback }),
    ...(results.some((result) => result.censored) ? { censored: true } : {}),
    ...gathered(results, 'notes'),
    ...gathered(results, 'warnings'),
    ...gathered(results, 'diff'),
  }
}

const NO_ITEMS = { changed: false, skipped: true, skipped_reason: 'No items in the list', results: [] }

function isBad(result: TaskResult): boolean {
  return result.status === 'failed' || result.status === 'unreachable'
}

function gathered(results: readonly TaskResult[], key: 'notes' | 'warnings' | 'diff'): Partial<TaskResult> {
  const all = results.flatMap((result): readonly unknown[] => result[key] ?? [])
  return all.length === 0 ? {} : { [key]: all }
}
