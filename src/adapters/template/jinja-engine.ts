import type { Environment } from 'minijinja-js'
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

/** What happens in one evaluation. A function of ours must never throw into WASM: that ruins its environment. */
interface Evaluation {
  readonly order: KeyOrder
  missing?: number
  failure?: string
}

/** minijinja with our filters and tests. Evaluations never nest: variables are looked up before. */
export interface JinjaEngine {
  evaluate(source: string, context: object, order: KeyOrder): Outcome
  render(source: string, context: object, order: KeyOrder, options: RenderOptions): Outcome
  /** What is wrong with the syntax of a template. */
  check(template: string): Problem | undefined
}

export interface RenderOptions {
  readonly trimBlocks: boolean
  readonly lstripBlocks: boolean
}

export function createJinjaEngine(): JinjaEngine {
  let environment: Environment | undefined
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
    if (environment !== undefined) return environment
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
    environment = created
    return created
  }

  function attempt(order: KeyOrder, run: (jinja: Environment) => unknown): Outcome {
    const evaluation: Evaluation = { order }
    current = evaluation
    try {
      const value = run(ready())
      return verdict(evaluation) ?? { kind: 'value', value }
    } catch (error) {
      return verdict(evaluation) ?? { kind: 'problem', ...explainProblem(error, discard) }
    } finally {
      current = undefined
    }
  }

  /** After a trap in WASM the environment is of no more use. */
  function discard(): void {
    environment = undefined
  }

  return {
    evaluate(source, context, order) {
      const outcome = attempt(order, (jinja) => {
        const value: unknown = jinja.evalExpr(source, context)
        return value === undefined && jinja.evalExpr(`(${source}) is defined`, context) === false ? NOTHING : value
      })
      if (outcome.kind === 'problem' && outcome.tooBig) return bigInteger(source, context, order)
      if (outcome.kind !== 'value') return outcome
      return outcome.value === NOTHING ? { kind: 'nothing' } : { kind: 'value', value: fromWasm(outcome.value, order) }
    },
    render(source, context, order, options) {
      return attempt(order, (jinja) => {
        jinja.trimBlocks = options.trimBlocks
        jinja.lstripBlocks = options.lstripBlocks
        return jinja.renderStr(source, context)
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

  function bigInteger(source: string, context: object, order: KeyOrder): Outcome {
    const outcome = attempt(order, (jinja) => jinja.evalExpr(`(${source}) ~ ''`, context))
    if (outcome.kind !== 'value' || typeof outcome.value !== 'string') return outcome
    if (/^-?\d+$/.test(outcome.value)) return { kind: 'value', value: BigInt(outcome.value) }
    return { kind: 'problem', text: 'a whole number beyond 2^53 inside a list or map cannot be computed with', line: 1 }
  }
}

const NOTHING = Symbol('nothing')

function verdict(evaluation: Evaluation): Outcome | undefined {
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
