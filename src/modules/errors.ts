import type { z } from 'zod'
import { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'

export function moduleArgsInvalid(module: string, error: z.ZodError, known: readonly string[]): LongshoreError {
  const problems = error.issues.map((issue) => describeIssue(issue, known))
  return new LongshoreError('MODULE_ARGS_INVALID', `${module}: ${problems.join('; ')}`, {
    hint: `See: longshore modules doc ${module}`,
  })
}

export function argGivenTwice(module: string, name: string, written: string): LongshoreError {
  const other = written === name ? 'an alias of it' : `its alias ${written}`
  return new LongshoreError('MODULE_ARGS_INVALID', `${module}: ${name} is given twice, also as ${other}`, {
    hint: 'Keep one of the two',
  })
}

function describeIssue(issue: z.core.$ZodIssue, known: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `unknown argument '${key}'${didYouMean(key, known)}`).join('; ')
  }
  const path = issue.path.map(String).join('.')
  return path === '' ? issue.message : `${path}: ${issue.message}`
}
