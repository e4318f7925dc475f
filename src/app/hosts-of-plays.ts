import type { AnsibleWords } from '../base/ansible-words.ts'
import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { written } from '../engine/variables/layer.ts'
import { LayeredScope } from '../engine/variables/layered-scope.ts'
import { applyLimit, matchPattern, type PatternMatch, type PatternMismatch } from '../model/host-pattern.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import type { Play, Playbook } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'
import { type Listing, tellOfHosts } from './listed-hosts.ts'

export interface HostSelection {
  /** The hosts of each play, in order, the limit applied. */
  readonly ofPlays: readonly (readonly HostName[])[]
  /** Of the patterns. */
  readonly warnings: readonly string[]
  /** What is to be said of the hosts as a whole, before the run begins. */
  readonly told: readonly string[]
}

interface SelectionRequest {
  /** Each a pattern, or `@file`. None: no limit. */
  readonly limit: readonly string[]
  /** The texts of the files that the limit names. */
  readonly limitFiles: ReadonlyMap<string, string>
  readonly extraVars: Vars
  readonly hostsOptional?: boolean
  readonly patternMismatch?: PatternMismatch
  /** Says so where there is only the implicit localhost. Default: yes. */
  readonly warnsOfLocalhost?: boolean
  /** Playbooks from the command line: one task. */
  readonly inMemory?: ReadonlyMap<string, string>
}

type Matching = Pick<SelectionRequest, 'limit' | 'limitFiles' | 'patternMismatch'>

/**
 * Which hosts each play is for, as far as that is known before the run: a pattern that needs a variable of the run has none
 * yet. No host in any play, or a limit that matches none, is an error.
 */
export function hostsOfPlays(
  loaded: { readonly inventory: Inventory; readonly playbooks: readonly Playbook[] },
  request: SelectionRequest,
  templater: Templater,
): Result<HostSelection, LongshoreError> {
  const warnings = new Set<string>()
  const ofPlays: (readonly HostName[])[] = []
  for (const play of loaded.playbooks.flatMap((playbook) => playbook.plays)) {
    const scope = new LayeredScope([written(play.vars), written(request.extraVars)], templater)
    const matched = hostsOfPlay(play, loaded.inventory, request, { templater, scope })
    const isMissed = matched.ok || matched.error.code === 'VARIABLE_UNDEFINED' || isForNobody(matched.error, request)
    if (!isMissed) return matched
    for (const warning of matched.ok ? matched.value.warnings : []) warnings.add(warning)
    ofPlays.push(matched.ok ? matched.value.hosts : [])
  }
  if (request.hostsOptional === true) {
    const told = tellOfHosts(loaded.inventory, listingOf(loaded.playbooks, ofPlays, request))
    return told.ok ? ok({ ofPlays, warnings: [...warnings], told: told.value }) : told
  }
  if (ofPlays.every((hosts) => hosts.length === 0)) return err(noHosts(request.limit, [...warnings]))
  return ok({ ofPlays, warnings: [...warnings], told: [] })
}

function listingOf(
  playbooks: readonly Playbook[],
  ofPlays: HostSelection['ofPlays'],
  request: SelectionRequest,
): Listing {
  if (request.inMemory === undefined) return request
  const [play] = playbooks.flatMap(({ plays }) => plays)
  return { ...request, chosen: { pattern: play?.hosts ?? 'all', hosts: ofPlays.flat() } }
}

/** Ansible's program `ansible` takes a wrong pattern for one that matches nothing, unless there is a limit. */
function isForNobody(error: LongshoreError, { hostsOptional, inMemory, limit }: SelectionRequest): boolean {
  return error.code === 'PATTERN_INVALID' && hostsOptional === true && inMemory !== undefined && limit.length === 0
}

/** The hosts that the pattern of a play and the limit choose from the inventory as it is. */
export function hostsOfPlay(
  play: Play,
  inventory: Inventory,
  request: Matching,
  rendering: { readonly templater: Templater; readonly scope: TemplateScope },
): Result<PatternMatch, LongshoreError> {
  const pattern = rendering.templater.render(play.hosts, rendering.scope)
  if (!pattern.ok) return err(atPlay(pattern.error, play))
  const matched = matchPattern(inventory, patternOf(pattern.value), request.patternMismatch)
  if (!matched.ok) return err(atPlay(matched.error, play))
  return withinLimit(inventory, matched.value, request)
}

/** A template may give a list of patterns. */
function patternOf(rendered: unknown): string {
  return Array.isArray(rendered) ? rendered.map(String).join(',') : String(rendered)
}

function withinLimit(
  inventory: Inventory,
  matched: PatternMatch,
  request: Matching,
): Result<PatternMatch, LongshoreError> {
  if (request.limit.length === 0) return ok(matched)
  const limited = applyLimit(inventory, matched.hosts, request.limit, request.limitFiles, request.patternMismatch)
  if (!limited.ok) return limited
  return ok({ hosts: limited.value.hosts, warnings: [...matched.warnings, ...limited.value.warnings] })
}

function atPlay(error: LongshoreError, play: Play): LongshoreError {
  return new LongshoreError(error.code, `hosts: ${error.message}`, {
    at: error.at ?? play.at,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.code === 'VARIABLE_UNDEFINED' && { ansible: undefinedHosts(error, play) }),
  })
}

function undefinedHosts({ ansible, message }: LongshoreError, { at }: Play): AnsibleWords {
  const cause = ansible?.message ?? message
  const words = `The field 'hosts' has an invalid value, which includes an undefined variable. The error was: ${cause}`
  return { message: words, cause, at, exitCode: 4 }
}

function noHosts(limit: readonly string[], warnings: readonly string[]): LongshoreError {
  const within = limit.length > 0 ? ` within the limit ${limit.join(',')}` : ''
  return new LongshoreError(
    'NO_HOSTS_MATCHED',
    `no host matches the plays${within}${warnings.map((text) => `; ${text}`).join('')}`,
    {
      hint: 'See the hosts that there are with: longshore inventory --graph',
    },
  )
}
