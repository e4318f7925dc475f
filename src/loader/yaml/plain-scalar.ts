import type { ScalarValue } from './yaml-node.ts'

const NULL = /^(?:~|null|Null|NULL|)$/
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/
const INT = /^[-+]?(?:0b[01_]+|0[0-7_]+|(?:0|[1-9][0-9_]*)|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/**
 * What PyYAML's SafeLoader makes of a plain scalar (yaml/resolver.py, yaml/constructor.py): YAML 1.1 without `y` and `n`,
 * so `0644` is 420, `12:30` is 750, `yes` is true, and `08` and `1e3` are strings. Three things differ, because
 * JavaScript has no such values: dates stay the text that was written, integers beyond 2^53 are their digits as text,
 * and `1.0` is the number 1.
 */
export function resolvePlainScalar(source: string): ScalarValue {
  if (NULL.test(source)) return null
  if (TRUE.test(source)) return true
  if (FALSE.test(source)) return false
  if (INT.test(source)) return toInteger(source.replaceAll('_', ''))
  if (FLOAT.test(source)) return toFloat(source.replaceAll('_', '').toLowerCase())
  return source
}

/** A scalar with an explicit `!!int`, `!!float`, `!!bool`, `!!null` or `!!str`; undefined where the text does not fit. */
export function resolveTaggedScalar(tag: string, source: string): ScalarValue | undefined {
  if (tag === 'str') return source
  const value = resolvePlainScalar(source)
  switch (tag) {
    case 'int':
      return INT.test(source) ? value : undefined
    case 'float':
      return typeof value === 'number' ? value : undefined
    case 'bool':
      return typeof value === 'boolean' ? value : undefined
    case 'null':
      return value === null ? value : undefined
    default:
      return undefined
  }
}

function toInteger(text: string): ScalarValue {
  const digits = text.replace(/^[-+]/, '')
  const size = magnitude(digits)
  const signed = text.startsWith('-') ? -size : size
  return signed >= Number.MIN_SAFE_INTEGER && signed <= Number.MAX_SAFE_INTEGER ? Number(signed) : signed.toString()
}

function magnitude(digits: string): bigint {
  if (digits.includes(':')) {
    return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n)
  }
  if (digits.startsWith('0b') || digits.startsWith('0x')) return digits.length > 2 ? BigInt(digits) : 0n
  return BigInt(digits.startsWith('0') && digits !== '0' ? `0o${digits}` : digits)
}

function toFloat(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1
  const size = text.replace(/^[-+]/, '')
  if (size === '.inf') return sign * Infinity
  if (size === '.nan') return NaN
  if (!size.includes(':')) return sign * Number(size)
  return sign * size.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
