import semver from 'semver'
import { pep440Parts } from './pep440.ts'
import { argument, FilterError, flagArgument, textArgument, type CallArgs } from './filter.ts'
import { pythonStr } from '../python/text.ts'

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

/** Ansible's `version`: `value is version('1.2', '>=', strict=false, version_type='loose')`. */
export function isVersion(value: unknown, args: CallArgs): boolean {
  const operator = textArgument(args, 1, 'operator', 'eq')
  const holds = OPERATORS[operator]
  if (holds === undefined) {
    throw new FilterError(`version: '${operator}' is none of ==, !=, <, <=, >, >= and eq, ne, lt, le, gt, ge`)
  }
  const [mine, other] = [pythonStr(value).trim(), textArgument(args, 0, 'version').trim()]
  if (mine === '' || other === '' || value === null) throw new FilterError('version: there is no version to compare')
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
      throw new FilterError(`version: version_type '${kind}' is none of loose, strict, semver, semantic, pep440`)
  }
}

/** distutils' LooseVersion: runs of digits are numbers, runs of letters are text. A number against text: the number is less. */
function compareLoose(a: string, b: string): number {
  return compareParts(looseParts(a), looseParts(b))
}

function looseParts(version: string): readonly (number | string)[] {
  const parts = version.match(/\d+|[a-z]+|[^\da-z.]+/gi) ?? []
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function strictParts(version: string): readonly number[] {
  const found = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(version)
  if (found === null) throw new FilterError(`version: '${version}' is not a strict version such as 1.2.3`)
  const [, major, minor, patch, stage, number] = found.map((part) => part as string | undefined)
  const release = { a: 0, b: 1 }[stage ?? ''] ?? 2
  return [Number(major), Number(minor), Number(patch ?? 0), release, Number(number ?? 0)]
}

function semanticVersion(version: string): string {
  if (semver.valid(version) === null) throw new FilterError(`version: '${version}' is not a semantic version`)
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
