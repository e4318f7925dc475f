import { has } from '../capabilities/matrix.ts'
import type { ValueFinding } from '../finding.ts'
import type { Version } from '../version.ts'
import type { KeyType } from './daemon-keys.ts'
import { SHAPES, shapeProblem } from './json-shape.ts'
import { isSize } from './size.ts'

const WANTED: Readonly<Record<KeyType, string>> = {
  strings: 'a list of texts',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object in { }',
  list: 'a list',
  size: 'a size as a text, such as "64M"',
}

/**
 * Go's decoder refuses another type and the daemon does not start. `null` stands for "not set" nearly everywhere. `raw` is
 * the value as it is written: 3.0 is no whole number to Go.
 */
export function typeFinding(key: string, type: KeyType, value: unknown, raw: string): ValueFinding | undefined {
  if (value === null && type !== 'size') return undefined
  if (!hasType(type, value, raw)) {
    const fix = suggestion(type, value)
    const message = `${key} must be ${WANTED[type]}, found ${describe(value)}`
    return { severity: 'fatal', message, ...(fix !== undefined && { fix }) }
  }
  const shape = SHAPES[key]
  return shape === undefined ? undefined : partFinding(key, value, shape)
}

function partFinding(key: string, value: unknown, shape: (typeof SHAPES)[string]): ValueFinding | undefined {
  const problem = shapeProblem(value, shape)
  if (problem === undefined) return undefined
  const { path, wanted } = problem
  const quotable = wanted === 'a text' && (typeof problem.value === 'number' || typeof problem.value === 'boolean')
  return {
    severity: 'fatal',
    message: `${[key, ...path].join('.')} must be ${wanted}, found ${describe(problem.value)}`,
    ...(quotable && { fix: `write "${path.at(-1) ?? ''}": "${String(problem.value)}"` }),
  }
}

const COUNTS = new Set(['max-concurrent-downloads', 'max-concurrent-uploads', 'max-download-attempts'])

/** Source: moby `config.Validate`; 0 means "the default" from 23.0 on, and 20.10 refuses it for download attempts. */
export function rangeFinding(key: string, value: unknown, version: Version): ValueFinding | undefined {
  if (!COUNTS.has(key) || typeof value !== 'number') return undefined
  if (value < 0) return { severity: 'fatal', message: `${key} must not be negative, found ${value}` }
  if (value === 0 && key === 'max-download-attempts' && !has('docker', version, 'zero-means-default')) {
    return {
      severity: 'fatal',
      message: `${key} must be 1 or more before Docker 23.0.0, found 0: the daemon does not start with it`,
    }
  }
  return undefined
}

function hasType(type: KeyType, value: unknown, raw: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return isGoInteger(value, raw)
    case 'list':
      return Array.isArray(value)
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string' || item === null)
    case 'object':
      return isObject(value)
    case 'size':
      return typeof value === 'string' && isSize(value)
  }
}

/** Of 64 bits, and without a fraction or an exponent. */
function isGoInteger(value: unknown, raw: string): boolean {
  return typeof value === 'number' && /^-?\d{1,19}$/.test(raw) && BigInt.asIntN(64, BigInt(raw)) === BigInt(raw)
}

function suggestion(type: KeyType, value: unknown): string | undefined {
  if (type === 'strings' && typeof value === 'string') return `write [${JSON.stringify(value)}]`
  if (type === 'boolean' && (value === 'true' || value === 'false')) return `write ${value} without quotes`
  if (type === 'integer' && typeof value === 'string' && /^\d+$/.test(value)) return `write ${value} without quotes`
  return undefined
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list of something else'
  if (isObject(value)) return 'an object'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'boolean' ? 'true or false' : `the number ${JSON.stringify(value)}`
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
