import type { Environment } from 'minijinja-js'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, type Result } from '../../base/result.ts'
import { lookupFailed } from './errors.ts'
import { ansibleFilters, ansibleTests } from './filters/index.ts'
import { FilterError, type CallArgs, type Filter } from './filters/filter.ts'
import { explainProblem, type Problem } from './explain-problem.ts'
import type { KeyOrder } from './key-order.ts'
import { loadMinijinja } from './load-minijinja.ts'
import { pythonFloat, pythonText } from './python-text.ts'
import { fromWasm, isMap } from './wasm-values.ts'

export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  /** Something undefined was used: its number in `uses`. */
  | { readonly kind: 'missing'; readonly use: number }
  /** The expression as a whole gave nothing, such as the first item of an empty list. */
  | { readonly kind: 'nothing' }
  | ({ readonly kind: 'problem' } & Problem)
  /** A lookup could not be done. */
  | { readonly kind: 'failed'; readonly error: LongshoreError }

/** What happens in one evaluation. A function of ours must never throw into WASM: that ruins its environment. */
interface Evaluation {
  readonly order: KeyOrder
  readonly lookUp: LookUp
  error?: LongshoreError
  missing?: number
  failure?: string
}

/** Runs a lookup with the arguments of the call; `isPlain` for `lookup`, not for `query` and `q`. */
export type LookUp = (
  isPlain: boolean,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
) => Result<unknown, LongshoreError>

export interface EvaluationInput {
  readonly context: object
  readonly order: KeyOrder
  readonly lookUp: LookUp
}

/** minijinja with our filters and tests. Variables are looked up before; a lookup may evaluate more in between. */
export interface JinjaEngine {
  evaluate(source: string, input: EvaluationInput): Outcome
  render(source: string, input: EvaluationInput, options: RenderOptions): Outcome
  /** What is wrong with the syntax of a template. */
  check(template: string): Problem | undefined
}

export interface RenderOptions {
  readonly trimBlocks: boolean
  readonly lstripBlocks: boolean
}

export function createJinjaEngine(): JinjaEngine {
  /** One for each level of evaluations within lookups: an environment that is busy cannot be used. */
  const environments: (Environment | undefined)[] = []
  let depth = 0
  let current: Evaluation | undefined

  function guarded(name: string, filter: Filter) {
    return (value: unknown, ...rest: readonly unknown[]): unknown => {
      if (current === undefined || current.failure !== undefined) return undefined
      const { order } = current
      try {
        const args = callArgs(
          rest.map((item) => fromWasm(item, order)),
          filter.keywords ?? [],
        )
        const result = filter.apply(fromWasm(value, order), args)
        order.learn(result)
        return result
      } catch (error) {
        current.failure =
          error instanceof FilterError ? withName(name, error.message) : `${name} cannot take this value`
        return undefined
      }
    }
  }

  function ready(): Environment {
    const known = environments[depth]
    if (known !== undefined) return known
    const created = new (loadMinijinja().Environment)()
    created.enablePyCompat()
    created.undefinedBehavior = 'chainable'
    created.keepTrailingNewline = true
    for (const [name, filter] of Object.entries(ansibleFilters)) created.addFilter(name, guarded(name, filter))
    for (const [name, test] of Object.entries(ansibleTests)) {
      const run = guarded(name, test)
      created.addTest(name, (...args: readonly [unknown, ...unknown[]]) => run(...args) === true)
    }
    created.addFilter('__text', (value: unknown, defined: unknown, float: unknown, use: number) => {
      if (defined === false && current !== undefined) current.missing ??= use
      if (float === true && typeof value === 'number') return pythonFloat(value)
      return current === undefined ? '' : pythonText(fromWasm(value, current.order))
    })
    created.addFilter('__missing', (_value: unknown, use: number) => {
      if (current !== undefined && current.failure === undefined) current.missing ??= use
      return undefined
    })
    created.addFilter('__lookup', (_value: unknown, isPlain: unknown, terms: unknown, options: unknown) => {
      if (current === undefined || verdict(current) !== undefined) return undefined
      const evaluation = current
      const found = guardedLookUp(evaluation, isPlain === true, terms, options)
      current = evaluation
      if (found.ok) {
        evaluation.order.learn(found.value)
        return found.value
      }
      evaluation.error = found.error
      return undefined
    })
    environments[depth] = created
    return created
  }

  function attempt({ order, lookUp }: EvaluationInput, run: (jinja: Environment) => unknown): Outcome {
    if (depth >= DEEPEST_LOOKUPS) return { kind: 'problem', text: 'its lookups nest too deeply', line: 1 }
    const evaluation: Evaluation = { order, lookUp }
    const outer = current
    try {
      const jinja = ready()
      current = evaluation
      depth++
      const value = run(jinja)
      return verdict(evaluation) ?? { kind: 'value', value }
    } catch (error) {
      return verdict(evaluation) ?? { kind: 'problem', ...explainProblem(error, discard) }
    } finally {
      if (current === evaluation) depth--
      current = outer
    }
  }

  /** After a trap in WASM the environment is of no more use. */
  function discard(): void {
    environments[Math.max(0, depth - 1)] = undefined
  }

  return {
    evaluate(source, input) {
      const { context, order } = input
      const outcome = attempt(input, (jinja) => {
        const value: unknown = jinja.evalExpr(source, context)
        return value === undefined && jinja.evalExpr(`(${source}) is defined`, context) === false ? NOTHING : value
      })
      if (outcome.kind === 'problem' && outcome.tooBig) return bigInteger(source, input)
      if (outcome.kind !== 'value') return outcome
      return outcome.value === NOTHING ? { kind: 'nothing' } : { kind: 'value', value: fromWasm(outcome.value, order) }
    },
    render(source, input, options) {
      return attempt(input, (jinja) => {
        jinja.trimBlocks = options.trimBlocks
        jinja.lstripBlocks = options.lstripBlocks
        return jinja.renderStr(source, input.context)
      })
    },
    check(template) {
      try {
        ready().addTemplate('check', template)
        ready().removeTemplate('check')
        return undefined
      } catch (error) {
        return explainProblem(error, discard)
      }
    },
  }

  function bigInteger(source: string, input: EvaluationInput): Outcome {
    const outcome = attempt(input, (jinja) => jinja.evalExpr(`(${source}) ~ ''`, input.context))
    if (outcome.kind !== 'value' || typeof outcome.value !== 'string') return outcome
    if (/^-?\d+$/.test(outcome.value)) return { kind: 'value', value: BigInt(outcome.value) }
    return { kind: 'problem', text: 'a whole number beyond 2^53 inside a list or map cannot be computed with', line: 1 }
  }
}

const NOTHING = Symbol('nothing')
const DEEPEST_LOOKUPS = 20

/** Nothing may be thrown into WASM, a bug neither: it is told as one. */
function guardedLookUp(
  { lookUp, order }: Evaluation,
  isPlain: boolean,
  terms: unknown,
  options: unknown,
): Result<unknown, LongshoreError> {
  try {
    const args = fromWasm(terms, order) as readonly unknown[]
    return lookUp(isPlain, args, fromWasm(options, order) as Readonly<Record<string, unknown>>)
  } catch (error) {
    return err(lookupFailed(String(fromWasm(terms, order)).split(',')[0] ?? '', (error as Error).message))
  }
}

function verdict(evaluation: Evaluation): Outcome | undefined {
  if (evaluation.error !== undefined) return { kind: 'failed', error: evaluation.error }
  if (evaluation.missing !== undefined) return { kind: 'missing', use: evaluation.missing }
  return evaluation.failure === undefined ? undefined : { kind: 'problem', text: evaluation.failure, line: 1 }
}

function withName(name: string, message: string): string {
  const shown = name.replace(/^__/, '')
  return message.startsWith(`${shown}:`) ? message : `${shown}: ${message}`
}

function callArgs(args: readonly unknown[], keywords: readonly string[]): CallArgs {
  const last = args.at(-1)
  if (typeof last === 'object' && last !== null && !Array.isArray(last) && !isMap(last)) {
    const names = Object.keys(last)
    if (names.length > 0 && names.every((name) => keywords.includes(name))) {
      return { positional: args.slice(0, -1), named: last as Readonly<Record<string, unknown>> }
    }
  }
  return { positional: args, named: {} }
}
