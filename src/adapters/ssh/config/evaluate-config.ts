import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { matchNotSupported } from './errors.ts'
import { matchesPatternList } from './pattern.ts'
import type { Condition, ConfigItem } from './read-ssh-config.ts'

/** The directives that hold for one host: of each the first, but all identity files. */
export interface Directives {
  readonly first: ReadonlyMap<string, DirectiveValue>
  readonly identityFiles: readonly string[]
}

export interface DirectiveValue {
  readonly values: readonly string[]
  /** `file:line`, or what else said so. */
  readonly at: string
}

export interface ConfigQuery {
  /** As given, before HostName. */
  readonly originalHost: string
  /** Where the user is known from elsewhere than ssh_config. */
  readonly user: string | undefined
  readonly localUser: string
}

/** Walks the configuration like ssh(1): top to bottom, the first value of a keyword wins. */
export function evaluateConfig(
  given: readonly (readonly [string, string])[],
  items: readonly ConfigItem[],
  query: ConfigQuery,
): Result<Directives, LongshoreError> {
  const first = new Map<string, DirectiveValue>()
  const identityFiles: string[] = []
  const set = (keyword: string, value: DirectiveValue) => {
    if (keyword === 'identityfile') identityFiles.push(...value.values)
    else if (!first.has(keyword)) first.set(keyword, value)
  }
  const walk = (inside: readonly ConfigItem[]): LongshoreError | undefined => {
    for (const item of inside) {
      if (item.kind === 'set') {
        set(item.keyword, item)
        continue
      }
      const holds = item.condition === undefined ? ok(true) : conditionHolds(item.condition, query, first)
      if (!holds.ok) return holds.error
      const problem = holds.value ? walk(item.items) : undefined
      if (problem !== undefined) return problem
    }
    return undefined
  }
  for (const [keyword, value] of given) set(keyword, { values: [value], at: 'ssh arguments' })
  const problem = walk(items)
  return problem === undefined ? ok({ first, identityFiles }) : err(problem)
}

function conditionHolds(
  condition: Condition,
  query: ConfigQuery,
  first: ReadonlyMap<string, DirectiveValue>,
): Result<boolean, LongshoreError> {
  if (condition.kind === 'host') return ok(matchesPatternList(condition.words, query.originalHost))
  return matchHolds(condition, {
    host: first.get('hostname')?.values[0]?.replaceAll('%h', query.originalHost) ?? query.originalHost,
    originalhost: query.originalHost,
    user: query.user ?? first.get('user')?.values[0] ?? query.localUser,
    localuser: query.localUser,
  })
}

/**
 * All criteria of a Match line have to hold. One that cannot be evaluated is an error only where every other holds:
 * then what it says decides how the host is reached.
 */
function matchHolds(condition: Condition, facts: Readonly<Record<string, string>>): Result<boolean, LongshoreError> {
  let unknown: string | undefined
  for (let at = 0; at < condition.words.length; at++) {
    const word = condition.words[at] ?? ''
    const negated = word.startsWith('!')
    const criterion = word.replace(/^!/, '').toLowerCase()
    if (criterion === 'all') continue
    // Nothing is canonicalised here: the first pass is the only one.
    if (criterion === 'canonical') {
      if (!negated) return ok(false)
      continue
    }
    const fact = facts[criterion]
    if (fact === undefined) {
      unknown ??= criterion
      if (criterion !== 'final') at++
      continue
    }
    const patterns = (condition.words[++at] ?? '').split(',')
    if (matchesPatternList(patterns, fact) === negated) return ok(false)
  }
  return unknown === undefined ? ok(true) : err(matchNotSupported(unknown, condition.at))
}
