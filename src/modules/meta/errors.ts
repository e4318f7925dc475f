import { didYouMean } from '../../base/nearest-name.ts'

/** In the words of Ansible (plugins/strategy/__init__.py). */
export function actionUnknown(action: string, known: readonly string[]): string {
  return `invalid meta action requested: ${action}${didYouMean(action, known)}`
}
