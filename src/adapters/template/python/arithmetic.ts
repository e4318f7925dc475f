import { defined, PythonError } from './errors.ts'
import { isTruthy } from './compare.ts'
import { formatPercent } from './percent-format.ts'
import { DateTime, TimeDelta } from './datetime.ts'
import { Float, isDict, isFloat, isNumber, toFloat, toInt, Tuple, tupleOf, typeName } from './values.ts'

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

const LONGEST = 10_000_000

/** Python's arithmetic on numbers, text, lists and times. */
export function operate(operator: BinaryOperator, a: unknown, b: unknown): unknown {
  defined(a)
  if (operator === '%' && typeof a === 'string') return formatPercent(a, b)
  defined(b)
  if (isNumber(a) && isNumber(b))
    return isFloat(a) || isFloat(b) || operator === '/' ? floats(operator, a, b) : ints(operator, a, b)
  if (operator === '+') return join(a, b)
  if (operator === '*') {
    if (isNumber(b) && isSequence(a)) return repeat(a, Number(b))
    if (isNumber(a) && isSequence(b)) return repeat(b, Number(a))
  }
  if (operator === '-' && a instanceof DateTime && b instanceof DateTime) return a.since(b)
  if (operator === '-' && a instanceof DateTime && b instanceof TimeDelta) return a.plus(b, -1)
  throw unsupported(operator, a, b)
}

export function negate(value: unknown): unknown {
  defined(value)
  if (isFloat(value)) return toFloat(-Number(value))
  if (isNumber(value)) return typeof value === 'bigint' ? toInt(-value) : -Number(value) + 0
  throw new PythonError(`bad operand type for unary -: '${typeName(value)}'`)
}

export function positive(value: unknown): unknown {
  defined(value)
  if (!isNumber(value)) throw new PythonError(`bad operand type for unary +: '${typeName(value)}'`)
  return typeof value === 'boolean' ? Number(value) : value
}

function isSequence(value: unknown): value is string | readonly unknown[] {
  return typeof value === 'string' || Array.isArray(value)
}

function join(a: unknown, b: unknown): unknown {
  if (typeof a === 'string') {
    if (typeof b === 'string') return a + b
    throw new PythonError(`can only concatenate str (not "${typeName(b)}") to str`)
  }
  if (Array.isArray(a)) {
    const isTuple = a instanceof Tuple
    if (Array.isArray(b) && b instanceof Tuple === isTuple) {
      const items: unknown[] = a.concat(b)
      return isTuple ? tupleOf(items) : items
    }
    throw new PythonError(`can only concatenate ${typeName(a)} (not "${typeName(b)}") to ${typeName(a)}`)
  }
  if (a instanceof DateTime && b instanceof TimeDelta) return a.plus(b, 1)
  throw unsupported('+', a, b)
}

function repeat(value: string | readonly unknown[], times: number): unknown {
  const count = Math.max(0, times)
  if (value.length * count > LONGEST) throw new PythonError('the result would be too long')
  if (typeof value === 'string') return value.repeat(count)
  const items = Array.from({ length: count }, () => value).flat()
  return value instanceof Tuple ? tupleOf(items) : items
}

function unsupported(operator: string, a: unknown, b: unknown): PythonError {
  if (isDict(a) && isTruthy(a) && operator === '*')
    return new PythonError("can't multiply sequence by non-int of type 'dict'")
  const name = operator === '**' ? '** or pow()' : operator
  return new PythonError(`unsupported operand type(s) for ${name}: '${typeName(a)}' and '${typeName(b)}'`)
}

type Numeric = number | bigint | boolean | Float

function floats(operator: BinaryOperator, a: Numeric, b: Numeric): unknown {
  const [left, right] = [Number(a), Number(b)]
  if ('/%'.includes(operator.charAt(0)) && right === 0) {
    throw new PythonError(
      { '/': 'division by zero', '//': 'float floor division by zero', '%': 'float modulo' }[operator as '/'],
    )
  }
  switch (operator) {
    case '+':
      return toFloat(left + right)
    case '-':
      return toFloat(left - right)
    case '*':
      return toFloat(left * right)
    case '/':
      return toFloat(left / right)
    case '//':
      return toFloat(Math.floor(left / right))
    case '%': {
      const rest = left % right
      return toFloat(rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest)
    }
    case '**':
      if (left === 0 && right < 0) throw new PythonError('0.0 cannot be raised to a negative power')
      return toFloat(left ** right)
  }
}

function ints(operator: BinaryOperator, a: Numeric, b: Numeric): unknown {
  const [left, right] = [wholeOf(a), wholeOf(b)]
  if ((operator === '//' || operator === '%') && right === 0n) {
    throw new PythonError('integer division or modulo by zero')
  }
  switch (operator) {
    case '+':
      return toInt(left + right)
    case '-':
      return toInt(left - right)
    case '*':
      return toInt(left * right)
    case '//': {
      const whole = left / right
      return toInt(left % right !== 0n && left < 0n !== right < 0n ? whole - 1n : whole)
    }
    case '%': {
      const rest = left % right
      return toInt(rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest)
    }
    case '**':
      if (right < 0n) return floats(operator, new Float(Number(left)), new Float(Number(right)))
      if (right > 100_000n) throw new PythonError('the power is too large')
      return toInt(left ** right)
    case '/':
      return floats(operator, a, b)
  }
}

function wholeOf(value: Numeric): bigint {
  return typeof value === 'bigint' ? value : BigInt(Number(value))
}
