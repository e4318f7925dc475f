import { err, ok, type Result } from '../../base/result.ts'
import { pythonClass } from '../python-class.ts'

const TRUE_WORDS = new Set(['y', 'yes', 'on', '1', 'true', 't', '1.0'])
const FALSE_WORDS = new Set(['n', 'no', 'off', '0', 'false', 'f', '0.0'])

export const ARG_TYPES = [
  ...['str', 'list', 'dict', 'bool', 'int', 'float', 'path', 'raw', 'jsonarg', 'json', 'bytes', 'bits', 'sid'],
] as const

/** A value as an argument of that type, as loosely as Ansible takes it (module_utils/common/validation.py), or why not. */
export function converted(value: unknown, type: string): Result<unknown, string> {
  switch (type) {
    case 'list':
      return toList(value)
    case 'dict':
      return toMap(value)
    case 'bool':
      return toBool(value)
    case 'int':
      return toInt(value)
    case 'float':
      return toFloat(value)
    case 'bytes':
      return isSize(value, 'B') ? ok(value) : err(`${pythonClass(value)} cannot be converted to a Byte value`)
    case 'bits':
      return isSize(value, 'b') ? ok(value) : err(`${pythonClass(value)} cannot be converted to a Bit value`)
    default:
      return ok(value)
  }
}

/** A number with a letter for its power of 1024 or none, and the letter of bytes or bits behind it or none. */
function isSize(value: unknown, letter: 'B' | 'b'): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const [, number = '', unit = ''] = /^\s*(\d*\.?\d*)\s*([A-Za-z]*)\s*$/.exec(String(value)) ?? []
  const words = letter === 'B' ? 'bytes?' : 'bits?'
  return (
    /\d/.test(number) &&
    new RegExp(`^([A-Za-z]*${words}|[YZEPTGMKyzeptgmk]${letter}|[YZEPTGMKBbyzeptgmk]?)$`).test(unit)
  )
}

function toList(value: unknown): Result<unknown, string> {
  if (Array.isArray(value)) return ok(value)
  if (typeof value === 'string') return ok(value.split(','))
  if (typeof value === 'number') return ok([String(value)])
  return err(`${pythonClass(value)} cannot be converted to a list`)
}

function toMap(value: unknown): Result<unknown, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value)
  if (typeof value !== 'string') return err(`${pythonClass(value)} cannot be converted to a dict`)
  if (value.startsWith('{')) return jsonMap(value)
  if (!value.includes('=')) return err('dictionary requested, could not parse JSON or key=value')
  const pairs = value.split(/[,\s]+/).filter((part) => part !== '')
  return ok(Object.fromEntries(pairs.map((pair) => [pair.split('=')[0], pair.slice(pair.indexOf('=') + 1)])))
}

function jsonMap(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text))
  } catch {
    return err('unable to evaluate string as dictionary')
  }
}

function toBool(value: unknown): Result<unknown, string> {
  if (typeof value === 'boolean') return ok(value)
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase().trim() : ''
  if (TRUE_WORDS.has(word)) return ok(true)
  if (FALSE_WORDS.has(word)) return ok(false)
  if (typeof value !== 'string' && typeof value !== 'number') {
    return err(`${pythonClass(value)} cannot be converted to a bool`)
  }
  const valid = "0, 'on', 1, '0', 'yes', 't', 'y', 'false', '1', 'off', 'n', 'f', 'no', 'true'"
  return err(`The value '${value}' is not a valid boolean.  Valid booleans include: ${valid}`)
}

function toInt(value: unknown): Result<unknown, string> {
  if (typeof value === 'boolean') return ok(Number(value))
  if (typeof value === 'number' && Number.isInteger(value)) return ok(value)
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return ok(Number(value))
  return err(`${pythonClass(value)} cannot be converted to an int`)
}

function toFloat(value: unknown): Result<unknown, string> {
  if (typeof value === 'number') return ok(value)
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isNaN(number) ? err(`${pythonClass(value)} cannot be converted to a float`) : ok(number)
}
