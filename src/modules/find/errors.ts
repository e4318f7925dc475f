import { LongshoreError } from '../../base/longshore-error.ts'

export function amountUnreadable(name: 'age' | 'size', value: string): LongshoreError {
  const units = name === 'age' ? '30s, 5m, 3h, 2d or 1w' : '512b, 5k, 3m, 2g or 1t'
  return new LongshoreError('TASK_FAILED', `failed to process ${name}`, {
    hint: `${name} '${value}' is no number with an optional unit: ${units}`,
  })
}

export function containsUnsupported(pattern: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `the host's grep cannot look for '${pattern}'`, {
    hint: 'contains is a regular expression of grep -P, or where that is missing of grep -E: simplify it',
  })
}

export function walkTooLong(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `there is more below ${path} than Longshore reads in one go`, {
    hint: 'Narrow it down with depth, or with patterns that are globs without [ ]',
  })
}
