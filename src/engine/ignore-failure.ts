import type { SourcePosition } from '../base/source-position.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { nearest, type KeywordChain } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'

interface Place {
  readonly chain: KeywordChain
  readonly at: SourcePosition
}

/** Marks a failure that `ignore_errors` lets pass, or an unreachable host that `ignore_unreachable` does. */
export function ignoreFailure(
  result: TaskResult,
  place: Place,
  scope: TemplateScope,
  templater: Templater,
): TaskResult {
  if (result.status !== 'failed' && result.status !== 'unreachable') return result
  const read = new KeywordReader(scope, templater, place.at)
  const ignored =
    result.status === 'unreachable'
      ? read.flag('ignore_unreachable', nearest(place.chain, 'ignoreUnreachable'), false)
      : read.flag('ignore_errors', nearest(place.chain, 'ignoreErrors'), false)
  return ignored.ok && ignored.value ? { ...result, ignored: true } : result
}
