import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { SourcePosition } from '../../base/source-position.ts'

export function unknownSetting(key: string, known: readonly string[], at: SourcePosition): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `unknown setting '${key}'${didYouMean(key, known)}`, {
    at,
    hint: `Settings are: ${known.join(', ')}`,
  })
}

export function settingNotSupportedYet(key: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `the setting '${key}' is not supported yet`, {
    at,
    hint: 'Remove it for now: a setting is never ignored in silence',
  })
}

export function settingInvalid(key: string, problem: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `${key}: ${problem}`, { at })
}

export function projectFileNotMap(found: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `a project file is a map of settings, and this is ${found}`, {
    at,
    hint: 'For example: inventory: inventories/lab.yml',
  })
}
