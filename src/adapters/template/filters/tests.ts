import { contains } from '../python/compare.ts'
import { pythonStr } from '../python/text.ts'
import {
  asList,
  FilterError,
  flagArgument,
  isRecord,
  isTruthy,
  plain,
  textArgument,
  type CallArgs,
  type Filter,
  type Filters,
} from './filter.ts'
import { pythonRegex } from '../python/regex.ts'
import { isVersion } from './version-compare.ts'

/** What is undefined is no result, and is refused like other values that are none (Ansible). */
function ofResult(apply: (value: unknown) => unknown): Filter {
  return { takesUndefined: true, apply }
}

const REGEX_KEYWORDS = ['pattern', 'ignorecase', 'multiline']
const VERSION = { keywords: ['version', 'operator', 'strict', 'version_type'], apply: isVersion }
const FAILED = ofResult((value) => resultOf(value, 'failed').failed ?? false)
const SUCCEEDED = ofResult((value) => !isTruthy(resultOf(value, 'failed').failed))
const CHANGED = ofResult((value) => {
  const result = resultOf(value, 'changed')
  if ('changed' in result || !Array.isArray(result.results)) return result.changed ?? false
  return result.results.some((item) => isRecord(item) && isTruthy(item.changed))
})
const SKIPPED = ofResult((value) => resultOf(value, 'skipped').skipped ?? false)
const SUBSET = {
  apply: (value: unknown, args: CallArgs) => asList(value).every((item) => contains(args.positional[0], item)),
}
const SUPERSET = {
  apply: (value: unknown, args: CallArgs) => asList(args.positional[0]).every((item) => contains(value, item)),
}

/** Ansible's tests. */
export const resultTests: Filters = {
  match: { keywords: REGEX_KEYWORDS, apply: (value, args) => isFound(value, args, true) },
  search: { keywords: REGEX_KEYWORDS, apply: (value, args) => isFound(value, args, false) },
  regex: {
    keywords: [...REGEX_KEYWORDS, 'match_type'],
    apply: (value, args) => isFound(value, args, textArgument(args, Infinity, 'match_type', 'search') !== 'search'),
  },
  version: VERSION,
  version_compare: VERSION,
  subset: SUBSET,
  issubset: SUBSET,
  superset: SUPERSET,
  issuperset: SUPERSET,
  contains: { apply: (value, args) => contains(value, args.positional[0]) },
  failed: FAILED,
  failure: FAILED,
  succeeded: SUCCEEDED,
  success: SUCCEEDED,
  successful: SUCCEEDED,
  changed: CHANGED,
  change: CHANGED,
  skipped: SKIPPED,
  skip: SKIPPED,
  unreachable: ofResult((value) => isTruthy(resultOf(value, 'unreachable').unreachable)),
  reachable: ofResult((value) => !isTruthy(resultOf(value, 'unreachable').unreachable)),
  truthy: { keywords: ['convert_bool'], apply: hasTruth },
  falsy: { keywords: ['convert_bool'], apply: (value, args) => !hasTruth(value, args) },
  any: plain((value) => asList(value).some(isTruthy)),
  all: plain((value) => asList(value).every(isTruthy)),
}

/** With `convert_bool` the words for true and false are taken for what they say. */
function hasTruth(value: unknown, args: CallArgs): boolean {
  if (!flagArgument(args, 0, 'convert_bool')) return isTruthy(value)
  return !(typeof value === 'string' && FALSE_WORDS.has(value.trim().toLowerCase())) && isTruthy(value)
}

const FALSE_WORDS: ReadonlySet<string> = new Set(['n', 'no', 'off', '0', 'false', 'f'])

function isFound(value: unknown, args: CallArgs, anchored: boolean): boolean {
  if (value === null || typeof value === 'object') throw new FilterError('expected text to match')
  const options = {
    ignoreCase: flagArgument(args, 1, 'ignorecase'),
    multiline: flagArgument(args, 2, 'multiline'),
    anchored,
  }
  return pythonRegex(textArgument(args, 0, 'pattern'), options).test(pythonStr(value))
}

function resultOf(value: unknown, test: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value
  throw new FilterError(`The '${test}' test expects a dictionary`)
}
