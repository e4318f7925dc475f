import type { LongshoreError } from '../base/longshore-error.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { Condition } from '../model/playbook.ts'
import type { ItemResult, RollbackStatus, TaskResult } from '../model/task-result.ts'
import { report } from './errors.ts'

export function skippedResult(condition: Condition): TaskResult {
  return {
    status: 'skipped',
    values: {
      changed: false,
      skipped: true,
      skip_reason: 'Conditional result was False',
      false_condition: condition.expression,
    },
  }
}

export function failedResult(error: LongshoreError, at: SourcePosition): TaskResult {
  return { status: 'failed', values: { changed: false, failed: true, msg: error.message }, error: report(error, at) }
}

/** A loop as one result: failed when an item failed, changed when one changed, skipped when all were (Ansible). */
export function loopResult(items: readonly ItemResult[]): TaskResult {
  const results = items.map((item) => item.result)
  const counted = results.filter((result) => result.status !== 'skipped')
  const bad = results.find((result) => isBad(result) && !result.ignored) ?? results.find(isBad)
  const changed = results.some((result) => result.values['changed'] === true)
  const skipped = items.length === 0 || counted.length === 0
  const status = bad !== undefined ? bad.status : skipped ? 'skipped' : changed ? 'changed' : 'ok'
  const rollback = worstRollback(results)
  return {
    status,
    values: {
      results: results.map((result) => result.values),
      changed,
      failed: bad?.status === 'failed',
      ...(status === 'skipped'
        ? { skipped: true, skip_reason: items.length === 0 ? 'No items in the list' : 'All items skipped' }
        : {}),
      ...(bad === undefined ? { msg: 'All items completed' } : { msg: 'One or more items failed' }),
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

function isBad(result: TaskResult): boolean {
  return result.status === 'failed' || result.status === 'unreachable'
}

function worstRollback(results: readonly TaskResult[]): RollbackStatus | undefined {
  const found = new Set(results.map((result) => result.rollback))
  return (['failed', 'impossible', 'done', 'none'] as const).find((status) => found.has(status))
}

function gathered(results: readonly TaskResult[], key: 'notes' | 'warnings' | 'diff'): Partial<TaskResult> {
  const all = results.flatMap((result): readonly unknown[] => result[key] ?? [])
  return all.length === 0 ? {} : { [key]: all }
}
