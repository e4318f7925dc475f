import type * as z from 'zod'
import { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { Vars } from '../model/vars.ts'
import { pythonClass } from './python-class.ts'

interface Given {
  readonly module: string
  readonly args: Vars
  /** Names of arguments, each with its aliases. */
  readonly known: Readonly<Record<string, readonly string[]>>
  /** Ansible refuses arguments of it before any type is looked at: `Invalid options for debug: x`. */
  readonly isAction: boolean
  readonly wordsOfMissing?: ((args: Vars) => string) | undefined
}

/**
 * In the words that playbooks look for in Ansible's `msg` (module_utils/common/arg_spec.py). What Ansible has no words
 * for has the module's name before it.
 */
export function moduleArgsInvalid(error: z.ZodError, given: Given): LongshoreError {
  const { module, args } = given
  const isMissing = ({ path: [name, ...deeper] }: z.core.$ZodIssue) =>
    typeof name === 'string' && deeper.length === 0 && args[name] === undefined
  const missing = error.issues.filter(isMissing).map((issue) => String(issue.path[0]))
  const others = error.issues.filter((issue) => !isMissing(issue))
  const known = others.map((issue) => ansibleWords(issue, given))
  const problems = [
    ...(missing.length === 0 ? [] : [given.wordsOfMissing?.(args) ?? missingArgs(missing)]),
    ...others.map((issue, at) => known[at] ?? ownWords(issue)),
  ]
  const name = known.includes(undefined) ? `${module}: ` : ''
  return new LongshoreError('MODULE_ARGS_INVALID', `${name}${problems.join('; ')}`, {
    hint: `See: longshore modules doc ${module}`,
  })
}

function missingArgs(names: readonly string[]): string {
  return `missing required arguments: ${names.toSorted().join(', ')}`
}

export function argGivenTwice(module: string, name: string, written: string): LongshoreError {
  const other = written === name ? 'an alias of it' : `its alias ${written}`
  return new LongshoreError('MODULE_ARGS_INVALID', `${module}: ${name} is given twice, also as ${other}`, {
    hint: 'Keep one of the two',
  })
}

function ansibleWords(issue: z.core.$ZodIssue, given: Given): string | undefined {
  if (issue.code === 'unrecognized_keys') return unknownArgs(issue.keys, given)
  const [name, ...deeper] = issue.path.map(String)
  if (name === undefined || deeper.length > 0) return undefined
  const value = given.args[name]
  if (issue.code === 'invalid_value') {
    return `value of ${name} must be one of: ${issue.values.map(String).join(', ')}, got: ${String(value)}`
  }
  if (!issue.message.startsWith('unable to convert to ')) return undefined
  return `argument '${name}' is of type ${pythonClass(value)} and we were ${issue.message}`
}

function unknownArgs(keys: readonly string[], { module, known, isAction }: Given): string {
  const names = keys.toSorted()
  const nearest = names.map((key) => didYouMean(key, Object.keys(known))).join('')
  if (isAction) return `Invalid options for ${module}: ${names.join(',')}${nearest}`
  const supported = Object.entries(known)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, aliases]) => (aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`))
  const words = `Unsupported parameters for (${module}) module: ${names.join(', ')}${nearest}`
  return `${words}. Supported parameters include: ${supported.sort().join(', ')}.`
}

function ownWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`
}
