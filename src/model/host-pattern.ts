import type { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { err, ok, type Result } from '../base/result.ts'
import { patternInvalid, patternUnmatched } from './errors.ts'
import { hostsOf, LOCALHOST_NAMES } from './inventory-vars.ts'
import type { HostName, Inventory } from './inventory.ts'
import { nameMatcher } from './name-matcher.ts'
import { splitPattern, unpairedBracket, type PatternTerm } from './split-pattern.ts'

/** What becomes of a term that matches nothing (Ansible: HOST_PATTERN_MISMATCH). */
export type PatternMismatch = 'warning' | 'error' | 'ignore'

export interface PatternMatch {
  /** Without duplicates, in Ansible's order: term by term, within a group its own hosts first. */
  readonly hosts: readonly HostName[]
  /** Terms that match nothing, with the nearest known name. */
  readonly warnings: readonly string[]
}

/**
 * The hosts that a pattern chooses (Ansible: inventory/manager.py): plain terms first, whatever their place, then `&`, then
 * `!`; with none of the first, all hosts. A term may end in a subscript: `web[0]`, `web[-1]`, `web[1:3]` (both ends
 * included). `localhost`, `127.0.0.1` and `::1` match even where the inventory does not name them.
 */
export function matchPattern(
  inventory: Inventory,
  pattern: string,
  mismatch?: PatternMismatch,
): Result<PatternMatch, LongshoreError> {
  return evaluate(inventory, [pattern], { mismatch })
}

/**
 * The hosts that `--limit` leaves, in their order. `@file` stands for the terms in a file, one a line; `limitFiles` holds
 * their texts by the name after the `@` (see `limitFileNames`).
 */
export function applyLimit(
  inventory: Inventory,
  hosts: readonly HostName[],
  limits: readonly string[],
  limitFiles: ReadonlyMap<string, string> = new Map(),
  mismatch?: PatternMismatch,
): Result<PatternMatch, LongshoreError> {
  const terms = limits.flatMap((limit) => splitPattern(limit).map((term) => term.text))
  const patterns = terms.flatMap((term) =>
    term.startsWith('@') ? (limitFiles.get(term.slice(1)) ?? '').split(/\r?\n/).map((line) => line.trim()) : [term],
  )
  const matched = evaluate(
    inventory,
    patterns.filter((text) => text !== ''),
    { mismatch, isSplit: true },
  )
  if (!matched.ok) return matched
  const left = new Set(matched.value.hosts)
  return ok({ hosts: hosts.filter((host) => left.has(host)), warnings: matched.value.warnings })
}

/** The files that `--limit @file` names: the caller reads them for `applyLimit`. */
export function limitFileNames(limits: readonly string[]): readonly string[] {
  const terms = limits.flatMap((limit) => splitPattern(limit).map((term) => term.text))
  return terms.filter((term) => term.startsWith('@')).map((term) => term.slice(1))
}

interface Evaluation {
  readonly mismatch?: PatternMismatch | undefined
  /** Each pattern is one term. */
  readonly isSplit?: boolean
}

interface Term extends PatternTerm {
  readonly pattern: string
}

function evaluate(
  inventory: Inventory,
  patterns: readonly string[],
  { mismatch = 'warning', isSplit = false }: Evaluation,
): Result<PatternMatch, LongshoreError> {
  const terms: Term[] = patterns.flatMap((pattern) => {
    const split = isSplit ? [{ text: pattern, column: 1 }] : splitPattern(pattern)
    return split.map((term) => ({ ...term, pattern }))
  })
  for (const pattern of patterns) {
    const bracket = unpairedBracket(pattern)
    if (bracket !== undefined)
      return err(patternInvalid(pattern, bracket + 1, `a '${pattern.charAt(bracket)}' has no pair`))
  }
  const warnings: string[] = []
  let hosts = new Set<HostName>()
  for (const term of inOrderOfModifier(terms)) {
    const matched = matchTerm(inventory, term, warnings)
    if (!matched.ok) return matched
    if (mismatch === 'error' && warnings[0] !== undefined) return err(patternUnmatched(warnings[0]))
    const these = matched.value
    if (term.text.startsWith('!')) for (const host of these) hosts.delete(host)
    else if (term.text.startsWith('&')) hosts = intersection(hosts, new Set(these))
    else for (const host of these) hosts.add(host)
  }
  return ok({ hosts: [...hosts], warnings: mismatch === 'ignore' ? [] : warnings })
}

function inOrderOfModifier(terms: readonly Term[]): readonly Term[] {
  const excluded = terms.filter((term) => term.text.startsWith('!'))
  const intersected = terms.filter((term) => term.text.startsWith('&'))
  const plain = terms.filter((term) => !/^[!&]/.test(term.text))
  const first = plain.length > 0 ? plain : [{ text: 'all', column: 1, pattern: 'all' }]
  return [...first, ...intersected, ...excluded]
}

function matchTerm(inventory: Inventory, term: Term, warnings: string[]): Result<readonly HostName[], LongshoreError> {
  if (inventory.hosts.has(term.text)) return ok([term.text])
  const modifier = /^[!&]/.test(term.text) ? 1 : 0
  const text = term.text.slice(modifier)
  const fault = (offset: number, reason: string) =>
    err(patternInvalid(term.pattern, term.column + modifier + offset, reason))

  if (text === '' || text === '~') return fault(0, `nothing follows '${term.text}'`)
  const subscript = text.startsWith('~') ? null : /^(.+)\[(?:(-?[0-9]+)|([0-9]+)[:-]([0-9]*))\]$/.exec(text)
  const expression = subscript?.[1] ?? text
  const matched = enumerate(inventory, expression)
  if (!matched.ok) return fault(0, matched.error)
  if (matched.value === undefined) {
    const known = [...inventory.groups.keys(), ...inventory.hosts.keys()]
    if (expression !== 'all') {
      warnings.push(`Could not match supplied host pattern, ignoring: ${expression}${didYouMean(expression, known)}`)
    }
    return ok([])
  }
  if (subscript === null || matched.value.length === 0) return ok(matched.value)
  const picked = pick(matched.value, subscript[2], subscript[3], subscript[4])
  if (picked !== undefined) return ok(picked)
  const count = matched.value.length === 1 ? '1 host' : `${matched.value.length} hosts`
  const words = `No hosts matched the subscripted pattern '${text}'`
  return fault(
    expression.length,
    `${words}: '${expression}' has ${count}, so ${text.slice(expression.length)} is none of them`,
  )
}

/** Undefined: no group and no host has such a name. */
function enumerate(inventory: Inventory, expression: string): Result<readonly HostName[] | undefined, string> {
  const matcher = nameMatcher(expression)
  if (!matcher.ok) return matcher
  const groups = [...inventory.groups.keys()].filter(matcher.value)
  const hosts = new Set(groups.flatMap((group) => hostsOf(inventory, group)))
  if (groups.length === 0 || /^~|[.?*[]/.test(expression)) {
    for (const host of inventory.hosts.keys()) if (matcher.value(host)) hosts.add(host)
  }
  if (hosts.size === 0 && LOCALHOST_NAMES.includes(expression)) hosts.add(expression)
  return ok(hosts.size === 0 && groups.length === 0 ? undefined : [...hosts])
}

function intersection(hosts: ReadonlySet<HostName>, others: ReadonlySet<HostName>): Set<HostName> {
  return new Set([...hosts].filter((host) => others.has(host)))
}

function pick(
  hosts: readonly HostName[],
  index: string | undefined,
  start: string | undefined,
  end: string | undefined,
): readonly HostName[] | undefined {
  if (end === '') return hosts.slice(Number(start))
  if (index === undefined && Number(end) !== 0) return hosts.slice(Number(start), Number(end) + 1)
  const host = hosts.at(Number(index ?? start))
  return host === undefined ? undefined : [host]
}
