import semver from 'semver'
import { pep440Parts } from './pep440.ts'
import { argument, FilterError, flagArgument, textArgument, type CallArgs } from './filter.ts'
import { pythonStr } from '../python/text.ts'
import { typeName } from '../python/values.ts'

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '=': (order) => order === 0,
  eq: (order) => order === 0,
  '<': (order) => order < 0,
  lt: (order) => order < 0,
  '<=': (order) => order <= 0,
  le: (order) => order <= 0,
  '>': (order) => order > 0,
  gt: (order) => order > 0,
  '>=': (order) => order >= 0,
  ge: (order) => order >= 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  ne: (order) => order !== 0,
}

const KINDS = ['loose', 'strict', 'semver', 'semantic', 'pep440']

/** Ansible's `version`: `value is version('1.2', '>=', strict=false, version_type='loose')`. */
export function isVersion(value: unknown, args: CallArgs): boolean {
  const operator = textArgument(args, 1, 'operator', 'eq')
  const holds = OPERATORS[operator]
  if (holds === undefined) {
    throw new FilterError(`Invalid operator type (${operator}). Must be one of ${quoted(Object.keys(OPERATORS))}`)
  }
  const [mine, other] = [pythonStr(value).trim(), textArgument(args, 0, 'version').trim()]
  if (mine === '' || value === null) throw new FilterError('Input version value cannot be empty')
  if (other === '') throw new FilterError('Version parameter to compare against cannot be empty')
  return holds(compare(mine, other, kindOf(args)))
}

function kindOf(args: CallArgs): string {
  const type = textArgument(args, 3, 'version_type')
  const strict = argument(args, 2, 'strict')
  if (strict !== undefined && strict !== null && type !== '') {
    throw new FilterError("Cannot specify both 'strict' and 'version_type'")
  }
  if (flagArgument(args, 2, 'strict')) return 'strict'
  return type === '' ? 'loose' : type
}

function compare(a: string, b: string, kind: string): number {
  switch (kind) {
    case 'pep440':
      return compareParts(pep440Parts(a), pep440Parts(b))
    case 'loose':
      return compareLoose(a, b)
    case 'strict':
      return compareParts(strictParts(a), strictParts(b))
    case 'semver':
    case 'semantic':
      return semver.compare(semanticVersion(a), semanticVersion(b))
    default:
      throw new FilterError(`Invalid version type (${kind}). Must be one of ${quoted(KINDS)}`)
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}

/** distutils' LooseVersion: runs of digits are numbers, runs of letters are text. Python compares no number with a text. */
function compareLoose(a: string, b: string): number {
  const [mine, other] = [looseParts(a), looseParts(b)]
  const at = mine.findIndex((part, index) => part !== other[index])
  const [left, right] = [mine[at], other[at]]
  if (left !== undefined && right !== undefined && typeof left !== typeof right) {
    const types = `'${typeName(left)}' and '${typeName(right)}'`
    throw new FilterError(`Version comparison failed: '<' not supported between instances of ${types}`)
  }
  return compareParts(mine, other)
}

function looseParts(version: string): readonly (number | string)[] {
  const parts = version.match(/\d+|[a-z]+|[^\da-z.]+/gi) ?? []
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function strictParts(version: string): readonly number[] {
  const found = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(version)
  if (found === null) throw new FilterError(`Version comparison failed: invalid version number '${version}'`)
  const [, major, minor, patch, stage, number] = found.map((part) => part as string | undefined)
  const release = { a: 0, b: 1 }[stage ?? ''] ?? 2
  return [Number(major), Number(minor), Number(patch ?? 0), release, Number(number ?? 0)]
}

function semanticVersion(version: string): string {
  if (semver.valid(version) === null)
    throw new FilterError(`Version comparison failed: invalid semantic version '${version}'`)
  return version
}

function compareParts(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [mine, other] = [a[index], b[index]]
    if (mine === undefined) return -1
    if (other === undefined) return 1
    if (typeof mine !== typeof other) return typeof mine === 'number' ? -1 : 1
    if (mine !== other) return mine < other ? -1 : 1
  }
  return 0
}
