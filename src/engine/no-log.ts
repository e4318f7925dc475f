import type { TaskResult } from '../model/task-result.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { nearest } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'
import type { TaskFrame } from './task-frame.ts'

/** A result that came about before the task was tried, withheld where `no_log` says so or cannot be rendered. */
export function withheld(
  result: TaskResult,
  { chain, task }: TaskFrame,
  scope: TemplateScope,
  templater: Templater,
): TaskResult {
  const noLog = new KeywordReader(scope, templater, task.at).flag('no_log', nearest(chain, 'noLog'), false)
  return noLog.ok && !noLog.value ? result : { ...result, censored: true }
}
