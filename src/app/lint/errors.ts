import { LongshoreError } from '../../base/longshore-error.ts'
import { LINT_KINDS, PROJECT_KINDS } from './lint-kind.ts'

export function kindUnknown(file: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${file}: its name does not tell what it is`, {
    hint: `Say it: --as ${[...LINT_KINDS, ...PROJECT_KINDS].join('|')}`,
  })
}

export function runtimeInvalid(text: string, names: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `--runtime ${text}: expected NAME=VERSION`, {
    hint: `Names are ${names.join(', ')}; a version is such as 26.1.5`,
  })
}
