import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { written } from '../engine/variables/layer.ts'
import { LayeredScope } from '../engine/variables/layered-scope.ts'
import { applyLimit, matchPattern, type PatternMatch } from '../model/host-pattern.ts'
import { hostsOf } from '../model/inventory-vars.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import type { Play, Playbook } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater } from '../ports/templater.ts'

export interface HostSelection {
  /** The hosts of each play, in order, the limit applied. */
  readonly ofPlays: readonly (readonly HostName[])[]
  readonly warnings: readonly string[]
}

interface SelectionRequest {
  /** Each a pattern, or `@file`. None: no limit. */
  readonly limit: readonly string[]
  /** The texts of the files that the limit names. */
  readonly limitFiles: ReadonlyMap<string, string>
  readonly extraVars: Vars
  readonly hostsOptional?: boolean
}

/** Which hosts each play is for. No host in any play, or a limit that matches none, is an error. */
export function hostsOfPlays(
  loaded: { readonly inventory: Inventory; readonly playbooks: readonly Playbook[] },
  request: SelectionRequest,
  templater: Templater,
): Result<HostSelection, LongshoreError> {
  const scope = new LayeredScope([written(request.extraVars)], templater)
  const warnings = new Set<string>()
  const ofPlays: (readonly HostName[])[] = []
  for (const play of loaded.playbooks.flatMap((playbook) => playbook.plays)) {
    const pattern = templater.render(play.hosts, scope)
    if (!pattern.ok) return err(atPlay(pattern.error, play))
    const matched = matchPattern(loaded.inventory, String(pattern.value))
    if (!matched.ok) return err(atPlay(matched.error, play))
    const limited = withinLimit(loaded.inventory, matched.value, request)
    if (!limited.ok) return limited
    for (const warning of limited.value.warnings) warnings.add(warning)
    ofPlays.push(limited.value.hosts)
  }
  if (ofPlays.every((hosts) => hosts.length === 0) && !mayBeEmpty(loaded.inventory, request))
    return err(noHosts(request.limit, [...warnings]))
  return ok({ ofPlays, warnings: [...warnings] })
}

function mayBeEmpty(inventory: Inventory, { hostsOptional, limit, limitFiles }: SelectionRequest): boolean {
  if (hostsOptional !== true || limit.length === 0) return hostsOptional === true
  const limited = applyLimit(inventory, hostsOf(inventory, 'all'), limit, limitFiles)
  return limited.ok && limited.value.hosts.length > 0
}

function withinLimit(
  inventory: Inventory,
  matched: PatternMatch,
  request: SelectionRequest,
): Result<PatternMatch, LongshoreError> {
  if (request.limit.length === 0) return ok(matched)
  const limited = applyLimit(inventory, matched.hosts, request.limit, request.limitFiles)
  if (!limited.ok) return limited
  return ok({ hosts: limited.value.hosts, warnings: [...matched.warnings, ...limited.value.warnings] })
}

function atPlay(error: LongshoreError, play: Play): LongshoreError {
  return new LongshoreError(error.code, `hosts: ${error.message}`, {
    at: error.at ?? play.at,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  })
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
