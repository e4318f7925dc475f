import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { describeNode, mapToNative, type YamlNode } from '../yaml/yaml-node.ts'
import { inventoryProblem } from './errors.ts'
import { isObject } from './parse-script-output.ts'

/** One entry of `keyed_groups`. */
export interface KeyedGroup {
  readonly key: string
  readonly prefix: string
  readonly separator: string
  readonly parentGroup: string | undefined
  /** In the place of an empty key. */
  readonly defaultValue: string | undefined
  /** Whether a map's empty value leaves its separator at the end. */
  readonly trailingSeparator: boolean | undefined
}

export function keyedGroup(node: YamlNode): Result<KeyedGroup, LongshoreError> {
  if (node.kind !== 'map') {
    const message = `Invalid keyed group entry, it must be a dictionary: it is ${describeNode(node)}`
    return err(inventoryProblem(message, node.at, "Write '- key: expression'"))
  }
  const options = mapToNative(node)
  const text = (name: string) => {
    const value = options[name]
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined
  }
  const trailing = options['trailing_separator']
  if (trailing !== undefined && trailing !== null && text('default_value') !== undefined) {
    const message = 'parameters are mutually exclusive for keyed groups: default_value|trailing_separator'
    return err(inventoryProblem(message, node.at, 'Leave one of the two out'))
  }
  return ok({
    key: text('key') ?? '',
    prefix: text('prefix') ?? '',
    separator: text('separator') ?? '_',
    parentGroup: text('parent_group') === '' ? undefined : text('parent_group'),
    defaultValue: text('default_value'),
    trailingSeparator: typeof trailing === 'boolean' ? trailing : undefined,
  })
}

/**
 * The names of the groups that a key's value stands for: text, a list of text, or a map whose keys and values are joined.
 * Undefined: the value is empty, and there is no name for that. The error says which values give no names.
 */
export function keyedNames(
  value: unknown,
  { prefix, separator, defaultValue, trailingSeparator }: KeyedGroup,
  leadingSeparator: boolean,
): Result<readonly string[] | undefined, string> {
  const named = (bare: unknown) => (bare === '' && defaultValue !== undefined ? defaultValue : String(bare))
  const isEmpty = isFalsy(value)
  if (isEmpty && !(value === '' && defaultValue !== undefined)) return ok(undefined)
  let bare: readonly string[]
  if (typeof value === 'string') bare = [named(value)]
  else if (Array.isArray(value)) bare = value.map(named)
  else if (isObject(value)) {
    bare = Object.entries(value).map(([name, item]) => {
      if (item === '' && trailingSeparator === false && defaultValue === undefined) return name
      return `${name}${separator}${named(item)}`
    })
  } else return err(`expected a string or a list of them or dictionary, got: ${typeof value} ${String(value)}`)
  const join = prefix === '' && !leadingSeparator ? '' : separator
  return ok(bare.map((name) => `${prefix}${join}${name}`))
}

/** What Python takes for false. */
export function isFalsy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isObject(value)) return Object.keys(value).length === 0
  return value === undefined || value === null || value === '' || value === 0 || value === false
}
