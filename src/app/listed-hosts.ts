import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { applyLimit, type PatternMismatch } from '../model/host-pattern.ts'
import { hostsOf } from '../model/inventory-vars.ts'
import type { HostName, Inventory } from '../model/inventory.ts'

export interface Listing {
  /** Of the program `ansible`. Absent: a playbook is run, which is for whomever its plays name. */
  readonly chosen?: { readonly pattern: string; readonly hosts: readonly HostName[] }
  /** Each a pattern, or `@file`. None: no limit. */
  readonly limit: readonly string[]
  readonly limitFiles: ReadonlyMap<string, string>
  readonly patternMismatch?: PatternMismatch
  /** Says so where there is only the implicit localhost. Default: yes. */
  readonly warnsOfLocalhost?: boolean
}

/**
 * What ansible-core says before it begins of the hosts that it could work on (cli/__init__.py, `get_host_list`;
 * cli/adhoc.py): none at all is no error, but a limit that leaves none of those that there are.
 */
export function tellOfHosts(inventory: Inventory, listing: Listing): Result<readonly string[], LongshoreError> {
  const { chosen, limit, warnsOfLocalhost } = listing
  if (hostsOf(inventory, 'all').length === 0) {
    const isTold = warnsOfLocalhost !== false && !LOCALHOST.includes(chosen?.pattern ?? 'all')
    return ok(isTold ? [ONLY_LOCALHOST] : [])
  }
  if (chosen !== undefined && limit.length === 0) return ok(chosen.hosts.length === 0 ? [NOTHING_TO_DO] : [])
  if (limit.length === 0) return ok([])
  const among = chosen?.hosts ?? hostsOf(inventory, 'all')
  const limited = applyLimit(inventory, among, limit, listing.limitFiles, listing.patternMismatch)
  if (!limited.ok) return limited
  return limited.value.hosts.length > 0 ? ok([]) : err(noHostLeft(limited.value.warnings))
}

const LOCALHOST = ['localhost', '127.0.0.1', '::1']

const NOTHING_TO_DO = 'No hosts matched, nothing to do'

const ONLY_LOCALHOST =
  "provided hosts list is empty, only localhost is available. Note that the implicit localhost does not match 'all'"

function noHostLeft(warnings: readonly string[]): LongshoreError {
  const message = 'Specified inventory, host pattern and/or --limit leaves us with no hosts to target.'
  return new LongshoreError('NO_HOSTS_MATCHED', message, {
    ansible: { message, warnings },
    hint: [...warnings, 'See the hosts that there are with: ansible-inventory --graph'].join('\n'),
  })
}
