import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { HostName } from '../../model/inventory.ts'
import { nameMatcher } from '../../model/name-matcher.ts'

/** Hosts of the store by name, glob or ~regex, with commas between them and `!` before what is left out; `all` is all. */
export function matchHosts(pattern: string, hosts: readonly HostName[]): Result<readonly HostName[], LongshoreError> {
  let found = new Set<HostName>()
  for (const part of pattern.split(',').flatMap((text) => (text.trim() === '' ? [] : [text.trim()]))) {
    const isOut = part.startsWith('!')
    const name = isOut ? part.slice(1) : part
    const matches = nameMatcher(name === 'all' ? '*' : name)
    if (!matches.ok) return err(new LongshoreError('PATTERN_INVALID', `'${name}': ${matches.error}`))
    const matched = hosts.filter((host) => matches.value(host))
    found = isOut ? new Set([...found].filter((host) => !matched.includes(host))) : new Set([...found, ...matched])
  }
  if (found.size > 0) return ok([...found].sort())
  return err(
    new LongshoreError('BACKUP_NOT_FOUND', `there is no backup of a host that '${pattern}' names`, {
      hint: `Hosts with backups are: ${hosts.slice(0, 10).join(', ')}${hosts.length > 10 ? ' ...' : ''}`,
    }),
  )
}
