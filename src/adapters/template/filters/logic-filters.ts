import { defined, FilterFailure } from '../python/errors.ts'
import { getAttribute } from '../python/members.ts'
import { pythonStr } from '../python/text.ts'
import { Callable, typeName, Undefined } from '../python/values.ts'
import { argument, FilterError, flagArgument, isTruthy, textArgument, type Filter, type Filters } from './filter.ts'

const DEFAULT: Filter = {
  keywords: ['default_value', 'boolean'],
  takesUndefined: true,
  apply(value, args) {
    const isMissing = value instanceof Undefined || (flagArgument(args, 1, 'boolean') && !isTruthy(value))
    if (!isMissing) return value
    const given = argument(args, 0, 'default_value')
    return given === undefined ? '' : given
  },
}

export const logicFilters: Filters = {
  default: DEFAULT,
  d: DEFAULT,
  /** `condition | ternary(yes, no, none)`. */
  ternary: {
    keywords: ['true_val', 'false_val', 'none_val'],
    takesUndefined: true,
    apply(value, args) {
      const missing = ['true_val', 'false_val'].filter((name, index) => argument(args, index, name) === undefined)
      if (missing.length > 0) {
        throw new FilterError(
          `ternary() missing required arguments: ${missing.map((name) => `'${name}'`).join(' and ')}`,
        )
      }
      const forNone = argument(args, 2, 'none_val') ?? null
      if (value === null && forNone !== null) return forNone
      return isTruthy(defined(value)) ? argument(args, 0, 'true_val') : argument(args, 1, 'false_val')
    },
  },
  mandatory: {
    keywords: ['msg'],
    takesUndefined: true,
    apply(value, args) {
      if (!(value instanceof Undefined)) return value
      const message = textArgument(args, 0, 'msg')
      if (message !== '') throw new FilterFailure(message)
      const name = value.use === undefined ? '' : `'${value.use}' `
      throw new FilterFailure(`Mandatory variable ${name} not defined.`)
    },
  },
  type_debug: {
    takesUndefined: true,
    apply: (value) => typeName(value),
  },
  attr: {
    keywords: ['name'],
    apply(value, args) {
      const name = pythonStr(argument(args, 0, 'name'))
      const found = getAttribute(value, name)
      return found instanceof Callable ? found : new Undefined(`'${typeName(value)} object' has no attribute '${name}'`)
    },
  },
}
