import { defined, FilterFailure, isSystemError, PythonError } from '../python/errors.ts'
import type { CallArgs } from '../python/values.ts'
import type { Filter, Runtime } from './runtime.ts'

export function applyFilter(run: Runtime, name: string, value: unknown, args: CallArgs): unknown {
  const filter = shortNamed(run.filters, name)
  if (filter === undefined) throw new PythonError(`No filter named '${name}'.`)
  return applied(filter, name, value, args, run)
}

/** What the test gives: some of Ansible's give a value that counts by its truth. */
export function applyTest(run: Runtime, name: string, value: unknown, args: CallArgs): unknown {
  const test = shortNamed(run.tests, name)
  if (test === undefined) throw new PythonError(`No test named '${name}'.`)
  return applied(test, name, value, args, run)
}

/** By its short or full name, such as `ansible.builtin.bool`. */
export function shortNamed<T>(known: Readonly<Record<string, T>>, name: string): T | undefined {
  const short = name.replace(/^ansible\.(builtin|legacy)\./, '')
  return Object.hasOwn(known, short) ? known[short] : undefined
}

function applied(filter: Filter, name: string, value: unknown, args: CallArgs, run: Runtime): unknown {
  if (filter.takesUndefined !== true) {
    defined(value)
    args.positional.forEach(defined)
    Object.values(args.named).forEach(defined)
  }
  const unknown =
    filter.anyKeyword === true
      ? undefined
      : Object.keys(args.named).find((each) => filter.keywords?.includes(each) !== true)
  if (unknown !== undefined) throw new PythonError(`${name}() got an unexpected keyword argument '${unknown}'`)
  try {
    return filter.apply(value, args, run)
  } catch (error) {
    if (isSystemError(error)) throw new FilterFailure(`${name}: ${error.message}`)
    if (!(error instanceof PythonError) || error instanceof FilterFailure) throw error
    throw new FilterFailure(error.message, name)
  }
}
