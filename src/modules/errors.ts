import type { z } from 'zod'
import { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { Vars } from '../model/vars.ts'

/** In the words that playbooks look for in Ansible's `msg` (module_utils/common/arg_spec.py), with the name before them. */
export function moduleArgsInvalid(
  module: string,
  error: z.ZodError,
  { args, known }: { readonly args: Vars; readonly known: readonly string[] },
): LongshoreError {
  const isMissing = ({ path: [name, ...deeper] }: z.core.$ZodIssue) =>
    typeof name === 'string' && deeper.length === 0 && args[name] === undefined
  const missing = error.issues.filter(isMissing).map((issue) => String(issue.path[0]))
  const others = error.issues.filter((issue) => !isMissing(issue))
  const problems = [
    ...(missing.length === 0 ? [] : [`missing required arguments: ${missing.sort().join(', ')}`]),
    ...others.map((issue) => describeIssue(issue, { module, args, known })),
  ]
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

interface Given {
  readonly module: string
  readonly args: Vars
  readonly known: readonly string[]
}

function describeIssue(issue: z.core.$ZodIssue, { module, args, known }: Given): string {
  if (issue.code === 'unrecognized_keys') {
    const nearest = issue.keys.map((key) => didYouMean(key, known)).join('')
    const supported = known.filter((name) => !name.startsWith('_')).sort()
    const words = `Unsupported parameters for (${module}) module: ${issue.keys.join(', ')}${nearest}`
    return `${words}. Supported parameters include: ${supported.join(', ')}`
  }
  const path = issue.path.map(String).join('.')
  if (issue.code === 'invalid_value' && issue.path.length === 1) {
    const words = `value of ${path} must be one of: ${issue.values.map(String).join(', ')}`
    return `${path}: ${words}, got: ${String(args[path])}`
  }
  return path === '' ? issue.message : `${path}: ${issue.message}`
}
