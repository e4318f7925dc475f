import { contains, isEqual, order } from '../python/compare.ts'
import { operate } from '../python/arithmetic.ts'
import { shortNamed } from '../jinja/apply-filter.ts'
import { isIterable } from '../python/sequence.ts'
import { isLower, isUpper } from '../python/text-case.ts'
import { pythonStr } from '../python/text.ts'
import { Callable, isDict, isFloat, isInt, isNumber, Undefined } from '../python/values.ts'
import { plain, type Filter, type Filters } from './filter.ts'

type Comparison = (a: unknown, b: unknown) => boolean

function comparing(holds: Comparison): Filter {
  return { apply: (value, { positional }) => holds(value, positional[0]) }
}

/** Of an undefined value, too, which is of none of the types (Jinja2 asks for the class alone). */
function ofType(holds: (value: unknown) => boolean): Filter {
  return { takesUndefined: true, apply: (value) => holds(value) }
}

const EQUAL = comparing(isEqual)
const UNEQUAL = comparing((a, b) => !isEqual(a, b))
const LESS = comparing((a, b) => order(a, b, '<') < 0)
const LESS_OR_EQUAL = comparing((a, b) => order(a, b, '<=') <= 0)
const GREATER = comparing((a, b) => order(a, b, '>') > 0)
const GREATER_OR_EQUAL = comparing((a, b) => order(a, b, '>=') >= 0)

/** Jinja2's own tests. */
export const jinjaTests: Filters = {
  defined: { takesUndefined: true, apply: (value) => !(value instanceof Undefined) },
  undefined: { takesUndefined: true, apply: (value) => value instanceof Undefined },
  none: ofType((value) => value === null),
  boolean: ofType((value) => typeof value === 'boolean'),
  true: ofType((value) => value === true),
  false: ofType((value) => value === false),
  integer: ofType((value) => isInt(value)),
  float: ofType(isFloat),
  number: ofType(isNumber),
  string: ofType((value) => typeof value === 'string'),
  mapping: ofType(isDict),
  iterable: plain(isIterable),
  sequence: ofType(isIterable),
  callable: ofType((value) => value instanceof Callable || value instanceof Undefined),
  sameas: { takesUndefined: true, apply: (value, { positional }) => isSame(value, positional[0]) },
  escaped: plain(() => false),
  odd: plain((value) => isEqual(operate('%', value, 2), 1)),
  even: plain((value) => isEqual(operate('%', value, 2), 0)),
  divisibleby: comparing((a, b) => isEqual(operate('%', a, b), 0)),
  lower: plain((value) => isLower(pythonStr(value))),
  upper: plain((value) => isUpper(pythonStr(value))),
  in: comparing((a, b) => contains(b, a)),
  filter: { apply: (value, _args, run) => shortNamed(run.filters, pythonStr(value)) !== undefined },
  test: { apply: (value, _args, run) => shortNamed(run.tests, pythonStr(value)) !== undefined },
  '==': EQUAL,
  eq: EQUAL,
  equalto: EQUAL,
  '!=': UNEQUAL,
  ne: UNEQUAL,
  '<': LESS,
  lt: LESS,
  lessthan: LESS,
  '<=': LESS_OR_EQUAL,
  le: LESS_OR_EQUAL,
  '>': GREATER,
  gt: GREATER,
  greaterthan: GREATER,
  '>=': GREATER_OR_EQUAL,
  ge: GREATER_OR_EQUAL,
}

/** Python's `is`: the same object; numbers, texts, booleans and None are by their value. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (isFloat(a) && isFloat(b) && isEqual(a, b))
}
