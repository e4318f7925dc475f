type Values = Readonly<Record<string, unknown>>

/** What holds between arguments, as it stands beside `options`. */
export interface ArgumentGroups {
  readonly mutually_exclusive?: readonly (readonly string[])[] | undefined
  readonly required_together?: readonly (readonly string[])[] | undefined
  readonly required_one_of?: readonly (readonly string[])[] | undefined
  /** Argument, value, the arguments that it needs then, and whether one of them is enough. */
  readonly required_if?: readonly (readonly unknown[])[] | undefined
  readonly required_by?: Readonly<Record<string, string | readonly string[]>> | undefined
}

/** Which of these exclude each other and are given. In the words of Ansible (module_utils/common/validation.py). */
export function exclusionProblems(groups: ArgumentGroups, values: Values): readonly string[] {
  const broken = listsOf(groups.mutually_exclusive).filter((names) => given(names, values) > 1)
  if (broken.length === 0) return []
  return [`parameters are mutually exclusive: ${broken.map((names) => names.join('|')).join(', ')}`]
}

/** Which of these need each other, and are not all given; the first of each kind, as Ansible has it. */
export function needProblems(groups: ArgumentGroups, values: Values): readonly string[] {
  const together = listsOf(groups.required_together).find((names) => {
    const count = given(names, values)
    return count > 0 && count < names.length
  })
  const oneOf = listsOf(groups.required_one_of).find((names) => given(names, values) === 0)
  return [
    ...(together === undefined ? [] : [`parameters are required together: ${together.join(', ')}`]),
    ...(oneOf === undefined ? [] : [`one of the following is required: ${oneOf.join(', ')}`]),
    ...conditionProblems(groups.required_if ?? [], values),
    ...followerProblems(groups.required_by ?? {}, values),
  ]
}

function conditionProblems(conditions: readonly (readonly unknown[])[], values: Values): readonly string[] {
  for (const [name, value, needed, one] of conditions) {
    if (typeof name !== 'string' || !Array.isArray(needed) || !(name in values)) continue
    if (values[name] !== value) continue
    const missing = needed.map(String).filter((each) => !(each in values))
    const isBroken = one === true ? missing.length === needed.length : missing.length > 0
    if (!isBroken) continue
    const howMany = one === true ? 'any' : 'all'
    return [`${name} is ${String(value)} but ${howMany} of the following are missing: ${missing.join(', ')}`]
  }
  return []
}

function followerProblems(followers: ArgumentGroups['required_by'], values: Values): readonly string[] {
  for (const [name, needed] of Object.entries(followers ?? {})) {
    if (isNothing(values[name])) continue
    const missing = [needed].flat().filter((each) => isNothing(values[each]))
    if (missing.length > 0) return [`missing parameter(s) required by '${name}': ${missing.join(', ')}`]
  }
  return []
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null
}

function given(names: readonly string[], values: Values): number {
  return names.filter((name) => name in values).length
}

function listsOf(lists: readonly (readonly string[])[] | undefined): readonly (readonly string[])[] {
  return lists ?? []
}
