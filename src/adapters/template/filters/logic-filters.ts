import { argument, isTruthy, plain, type Filters } from './filter.ts'

export const logicFilters: Filters = {
  /** `condition | ternary(yes, no, none)`. */
  ternary: {
    keywords: ['true_val', 'false_val', 'none_val'],
    apply(value, args) {
      const forNone = argument(args, 2, 'none_val') ?? null
      if (value === null && forNone !== null) return forNone
      return isTruthy(value) ? argument(args, 0, 'true_val') : argument(args, 1, 'false_val')
    },
  },
  /** An undefined variable is an error before this is reached; only the value of None comes here as null. */
  mandatory: { keywords: ['msg'], apply: (value) => value },
  type_debug: plain(pythonType),
}

function pythonType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return { string: 'str', boolean: 'bool', bigint: 'int' }[typeof value as string] ?? 'dict'
}
