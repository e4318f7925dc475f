import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'

export function actionUnknown(action: string, known: readonly string[]): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `meta: unknown action '${action}'${didYouMean(action, known)}`, {
    hint: `Known: ${known.join(', ')}`,
  })
}
