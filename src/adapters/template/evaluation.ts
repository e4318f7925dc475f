import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { isOpaque } from '../../model/opaque-text.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import { filters, tests } from './filters/index.ts'
import { globalFunctions } from './jinja/globals.ts'
import type { Program } from './jinja/program.ts'
import type { Conversion, Runtime } from './jinja/runtime.ts'
import { opened } from './native.ts'
import { FilterFailure, Passed, PythonError, UndefinedUsed } from './python/errors.ts'
import { Callable, isDict, Undefined, type CallArgs } from './python/values.ts'
import { recursiveTemplate, templateFailed, templateTypeError, variableUndefined, type Place } from './errors.ts'

/** What one evaluation reaches: variables, lookups, templates beside it. */
export interface Reach {
  readonly scope: TemplateScope
  readonly lookUp: (args: CallArgs, asList: boolean) => Result<unknown, LongshoreError>
  readonly load: (name: string) => Program | undefined
  /** Renders a text with the same variables. Throws `Passed`. */
  readonly render: (text: string) => unknown
}

interface Evaluation {
  readonly program: Program
  readonly reach: Reach
  readonly convert: Conversion
  /** Variables are copied, so that the template can change them. */
  readonly copies: boolean
}

const MOST_NESTED = 100
let nested = 0

/** Runs `evaluate` with a runtime of its own; what it throws for the template's sake becomes an error with its place. */
export function evaluation<T>(given: Evaluation, evaluate: (run: Runtime) => T): Result<T, LongshoreError> {
  const run = runtimeOf(given)
  if (nested >= MOST_NESTED) return err(recursiveTemplate(placeOf(run, given.program)))
  nested++
  try {
    return ok(evaluate(run))
  } catch (error) {
    return err(explained(error, run, given.program))
  } finally {
    nested--
  }
}

function explained(error: unknown, run: Runtime, program: Program): LongshoreError {
  if (error instanceof LongshoreError) return error
  if (error instanceof Passed) return error.error
  if (error instanceof UndefinedUsed) {
    const { undefined: missing } = error
    return variableUndefined(missing, placeOf(run, program, missing.use === undefined ? run.at : missing.at))
  }
  if (error instanceof FilterFailure) return templateFailed(error.message, error.by, placeOf(run, program))
  if (error instanceof PythonError) return templateTypeError(error.message, placeOf(run, program))
  if (error instanceof RangeError) return recursiveTemplate(placeOf(run, program))
  throw error
}

function placeOf(run: Runtime, program: Program, at = run.at): Place {
  const { text, source } = run.program ?? program
  return { text, at, ...source }
}

function runtimeOf({ program, reach, convert, copies }: Evaluation): Runtime {
  const known = new Map<string, unknown>()
  const lookups: Readonly<Record<string, Callable>> = {
    lookup: lookupFunction('lookup', reach, false),
    query: lookupFunction('query', reach, true),
    q: lookupFunction('q', reach, true),
  }
  const variable = (name: string): unknown => {
    if (known.has(name)) return known.get(name)
    const found = variableOf(name, reach.scope)
    const value = found === undefined ? functionOf(name) : found
    const held = copies ? copied(value) : value
    known.set(name, held)
    return held
  }
  const functionOf = (name: string) => globalFunctions.get(name) ?? ownValue(lookups, name)
  const run: Runtime = {
    filters,
    tests,
    convert,
    at: 0,
    program,
    load: reach.load,
    variable,
    written: (name) => reach.scope.written?.(name),
    render: reach.render,
    withoutVariables: () => ({ ...run, variable: functionOf, written: () => undefined }),
  }
  return run
}

function ownValue<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function variableOf(name: string, scope: TemplateScope): unknown {
  const found = scope.get(name)
  if (!found.ok) {
    if (found.error.code !== 'VARIABLE_UNDEFINED') throw new Passed(found.error)
    return new Undefined(`'${name}' is undefined`, { cause: found.error })
  }
  return isOpaque(found.value) ? opened(found.value) : found.value
}

function lookupFunction(name: string, { lookUp }: Reach, asList: boolean): Callable {
  return new Callable(name, (args) => {
    const found = lookUp(args, asList)
    if (!found.ok) throw new Passed(found.error)
    return found.value
  })
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied)
  if (!isDict(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item)]))
}
