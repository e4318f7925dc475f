import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'

export function actionUnknown(action: string, known: readonly string[]): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `meta: unknown action '${action}'${didYouMean(action, known)}`, {
    hint: `Known: ${known.join(', ')}`,
  })
}

export function actionUnsupported(action: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `meta: ${action} is not supported yet`, {
    hint: 'End the play here, and start a second run with the inventory as it is by then',
  })
}
