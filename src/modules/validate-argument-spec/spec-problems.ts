import { ok, type Result } from '../../base/result.ts'
import type { ArgumentSpec } from './argument-spec.ts'
import { converted } from './convert.ts'
import { type ArgumentGroups, exclusionProblems, needProblems } from './group-problems.ts'
import { pythonClass } from '../python-class.ts'

type Values = Readonly<Record<string, unknown>>
type Specs = Readonly<Record<string, ArgumentSpec>>

/**
 * What of these values is not as the specification has it, in the words and the order of Ansible
 * (module_utils/common/arg_spec.py and parameters.py). `within` names the arguments around them, `groups` what holds
 * between them.
 */
export function specProblems(
  specs: Specs,
  given: Values,
  within: readonly string[] = [],
  groups: ArgumentGroups = {},
): readonly string[] {
  const values = withoutAliases(specs, given)
  const types = Object.entries(specs).map(([name, spec]) => ({
    name,
    spec,
    ...typed(name, spec, values[name], within),
  }))
  const placed = (problem: string) => `${problem}${foundIn(within)}`
  return [
    ...mapProblems(specs, values),
    ...exclusionProblems(groups, values).map(placed),
    ...missing(specs, values, within),
    ...types.flatMap(({ problems }) => problems),
    ...types.flatMap(({ name, spec, value }) => choiceProblems(name, spec, value, within)),
    ...needProblems(groups, values).map(placed),
    ...unsupported(specs, values, within),
    ...types.flatMap(({ name, spec, value }) => optionProblems(name, spec, value ?? values[name], within)),
  ]
}

function withoutAliases(specs: Specs, given: Values): Values {
  const aliases = Object.entries(specs).flatMap(([name, { aliases = [] }]) => aliases.map((alias) => [alias, name]))
  const names = new Map(aliases as [string, string][])
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [names.get(name) ?? name, value]))
}

function missing(specs: Specs, values: Values, within: readonly string[]): readonly string[] {
  const names = Object.keys(specs).filter((name) => specs[name]?.required === true && !(name in values))
  return names.length === 0 ? [] : [`missing required arguments: ${names.sort().join(', ')}${foundIn(within)}`]
}

interface Typed {
  readonly value: unknown
  readonly problems: readonly string[]
}

function typed(name: string, spec: ArgumentSpec, given: unknown, within: readonly string[]): Typed {
  if (given === undefined || (given === null && spec.required !== true)) return { value: given, problems: [] }
  const { type = 'str', elements } = spec
  const value = converted(given, type)
  if (!value.ok) {
    const place = within.length === 0 ? '' : ` found in '${within.join(' -> ')}'.`
    const why = `and we were unable to convert to ${type}: ${value.error}`
    return { value: undefined, problems: [`argument '${name}' is of type ${pythonClass(given)}${place} ${why}`] }
  }
  if (elements === undefined || !Array.isArray(value.value)) return { value: value.value, problems: [] }
  return typedElements(name, elements, value.value, within)
}

function typedElements(name: string, type: string, elements: readonly unknown[], within: readonly string[]): Typed {
  const all = elements.map((element): Result<unknown, string> => {
    const value = converted(element, type)
    if (value.ok) return ok(value.value)
    const place = within.length === 0 ? '' : ` found in '${within.join(' -> ')}'`
    const why = `and we were unable to convert to ${type}: ${value.error}`
    return { ok: false, error: `Elements value for option '${name}'${place} is of type ${pythonClass(element)} ${why}` }
  })
  return {
    value: all.flatMap((each) => (each.ok ? [each.value] : [])),
    problems: all.flatMap((each) => (each.ok ? [] : [each.error])),
  }
}

function choiceProblems(
  name: string,
  { choices }: ArgumentSpec,
  value: unknown,
  within: readonly string[],
): readonly string[] {
  if (choices === undefined || value === undefined) return []
  const known = choices.map(shown).join(', ')
  if (Array.isArray(value)) {
    const others = value.filter((item) => !choices.includes(item))
    const found = others.map(shown).join(', ')
    if (others.length === 0) return []
    return [`value of ${name} must be one or more of: ${known}. Got no match for: ${found}${foundIn(within)}`]
  }
  if (choices.includes(value)) return []
  return [`value of ${name} must be one of: ${known}, got: ${shown(value)}${foundIn(within)}`]
}

function unsupported(specs: Specs, values: Values, within: readonly string[]): readonly string[] {
  const names = Object.keys(values).filter((name) => specs[name] === undefined)
  if (names.length === 0) return []
  const paths = names.map((name) => [...within, name].join('.')).sort()
  return [`${paths.join(', ')}. Supported parameters include: ${Object.keys(specs).sort().join(', ')}.`]
}

function optionProblems(
  name: string,
  spec: ArgumentSpec,
  value: unknown,
  within: readonly string[],
): readonly string[] {
  const { options } = spec
  if (options === undefined || !holdsMaps(spec)) return []
  const inside = [...within, name]
  const noMap = `value of '${name}' must be of type dict or list of dicts`
  return listOf(value).flatMap((map) => (isMap(map) ? specProblems(options, map, inside, spec) : [noMap]))
}

/** Ansible looks for secrets first, all the way down, and says of the first value that is no map that it cannot. */
function mapProblems(specs: Specs, values: Values): readonly string[] {
  for (const [name, spec] of Object.entries(specs)) {
    const { options, type = 'str' } = spec
    if (options === undefined || !holdsMaps(spec)) continue
    for (const item of listOf(values[name])) {
      if (!isMap(item) && typeof item !== 'string') {
        const is = pythonClass(item).slice("<class '".length, -"'>".length)
        return [`Value '${shown(item)}' in the sub parameter field '${name}' must by a ${type}, not '${is}'`]
      }
      const map = converted(item, 'dict')
      if (!map.ok) return [map.error]
      const below = mapProblems(options, map.value as Values)
      if (below.length > 0) return below
    }
  }
  return []
}

function holdsMaps({ type, elements }: ArgumentSpec): boolean {
  return type === 'dict' || (type === 'list' && elements === 'dict')
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function foundIn(within: readonly string[]): string {
  return within.length === 0 ? '' : ` found in ${within.join(' -> ')}`
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
