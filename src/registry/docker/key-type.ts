import type { ValueFinding } from '../finding.ts'
import { has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import type { KeyType } from './daemon-keys.ts'

const WANTED: Readonly<Record<KeyType, string>> = {
  strings: 'a list of texts',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object in { }',
  'strings-map': 'an object whose values are texts',
  list: 'a list',
  any: 'anything',
}

/** Go's decoder refuses another type and the daemon does not start. `null` stands for "not set" everywhere. */
export function typeFinding(key: string, type: KeyType, value: unknown): ValueFinding | undefined {
  if (value === null || hasType(type, value)) return undefined
  const fix = suggestion(type, value)
  return {
    severity: 'fatal',
    message: `${key} must be ${WANTED[type]}, found ${found(type, value)}`,
    ...(fix !== undefined && { fix }),
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

function hasType(type: KeyType, value: unknown): boolean {
  switch (type) {
    case 'any':
      return true
    case 'string':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value)
    case 'list':
      return Array.isArray(value)
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
    case 'object':
      return isObject(value)
    case 'strings-map':
      return isObject(value) && Object.values(value).every((item) => typeof item === 'string')
  }
}

function suggestion(type: KeyType, value: unknown): string | undefined {
  if (type === 'strings' && typeof value === 'string') return `write [${JSON.stringify(value)}]`
  if (type === 'boolean' && (value === 'true' || value === 'false')) return `write ${value} without quotes`
  if (type === 'integer' && typeof value === 'string' && /^\d+$/.test(value)) return `write ${value} without quotes`
  const wrong = wrongEntry(type, value)
  return typeof wrong?.[1] === 'number' || typeof wrong?.[1] === 'boolean'
    ? `write "${wrong[0]}": "${wrong[1]}"`
    : undefined
}

function found(type: KeyType, value: unknown): string {
  const wrong = wrongEntry(type, value)
  return wrong === undefined ? describe(value) : `${describe(wrong[1])} in ${wrong[0]}`
}

function wrongEntry(type: KeyType, value: unknown): [string, unknown] | undefined {
  if (type !== 'strings-map' || !isObject(value)) return undefined
  return Object.entries(value).find(([, item]) => typeof item !== 'string')
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list of something else'
  if (isObject(value)) return 'an object'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'boolean' ? 'true or false' : `the number ${String(value)}`
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
