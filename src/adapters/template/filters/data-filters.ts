import { pythonStr } from '../python/text.ts'
import { toFloat, toInt, typeName } from '../python/values.ts'
import { argument, FilterError, flagArgument, numberArgument, plain, type CallArgs, type Filters } from './filter.ts'
import { readYaml } from './yaml-read.ts'
import { jsonProblem } from './json-problem.ts'
import { jsonText } from './json-text.ts'
import { yamlText } from './yaml-text.ts'

const JSON_KEYWORDS = [
  'indent',
  'sort_keys',
  'ensure_ascii',
  'separators',
  'skipkeys',
  'allow_nan',
  'vault_to_text',
  'preprocess_unsafe',
]
const YAML_KEYWORDS = ['indent', 'width', 'sort_keys', 'default_flow_style', 'explicit_start']

/** Errors do not quote the value: it may be secret. */
export const dataFilters: Filters = {
  to_json: { keywords: JSON_KEYWORDS, apply: (value, args) => toJson(value, args, {}) },
  to_nice_json: { keywords: JSON_KEYWORDS, apply: (value, args) => toJson(value, args, { indent: 4, sortKeys: true }) },
  tojson: {
    keywords: ['indent'],
    apply: (value, args) =>
      toJson(value, args, { sortKeys: true }).replace(/[<>&']/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
  },
  from_json: plain((value) => {
    if (typeof value !== 'string')
      throw new FilterError(`the JSON object must be str, bytes or bytearray, not ${typeName(value)}`)
    try {
      return JSON.parse(value, exactNumber) as unknown
    } catch {
      throw new FilterError(jsonProblem(value) ?? 'NaN and Infinity are not supported')
    }
  }),
  to_yaml: {
    keywords: YAML_KEYWORDS,
    apply: (value, args) => toYaml(value, args, numberArgument(args, 0, 'indent', 2), undefined),
  },
  to_nice_yaml: {
    keywords: YAML_KEYWORDS.filter((name) => name !== 'default_flow_style'),
    apply: (value, args) => toYaml(value, args, numberArgument(args, 0, 'indent', 4), false),
  },
  from_yaml: plain((value) => {
    if (typeof value !== 'string') return value
    const documents = readYaml(value)
    if (documents.length > 1) throw new FilterError('expected a single document in the stream')
    return documents[0] ?? null
  }),
  from_yaml_all: plain((value) => (typeof value === 'string' ? readYaml(value) : value)),
}

function toJson(
  value: unknown,
  args: CallArgs,
  given: { readonly indent?: number; readonly sortKeys?: boolean },
): string {
  const indent = argument(args, Infinity, 'indent') ?? given.indent
  const separators = argument(args, Infinity, 'separators')
  const [item, key] = Array.isArray(separators) ? separators.map(pythonStr) : [undefined, undefined]
  return jsonText(value, {
    ...(indent !== undefined && { indent: typeof indent === 'string' ? indent : ' '.repeat(Number(indent)) }),
    sortKeys: flagArgument(args, Infinity, 'sort_keys', given.sortKeys ?? false),
    ensureAscii: flagArgument(args, Infinity, 'ensure_ascii', true),
    itemSeparator: item ?? (indent === undefined ? ', ' : ','),
    keySeparator: key ?? ': ',
  })
}

/** Numbers as Python has them: whole ones of any size, and floats that stay floats. */
function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || source === undefined) return value
  return /^-?\d+$/.test(source) ? toInt(BigInt(source)) : toFloat(value)
}

function toYaml(value: unknown, args: CallArgs, indent: number, flow: boolean | undefined): string {
  const chosen = argument(args, Infinity, 'default_flow_style') ?? flow
  const text = yamlText(value, {
    indent: indent > 1 && indent < 10 ? indent : 2,
    width: numberArgument(args, Infinity, 'width', 80),
    sortKeys: flagArgument(args, Infinity, 'sort_keys', true),
    allowUnicode: true,
    flow: chosen === undefined ? 'leaves' : chosen === true ? 'always' : 'never',
  })
  if (!flagArgument(args, Infinity, 'explicit_start')) return text
  return /^[-\w'"][^\n]*:(?: |\n)|^- /.test(text) ? `---\n${text}` : `--- ${text}`
}
