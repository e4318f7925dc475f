import { LongshoreError } from '../base/longshore-error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { Inventory } from '../model/inventory.ts'

export function noAction(): LongshoreError {
  const message = 'No action selected, at least one of --host, --graph or --list needs to be specified.'
  return new LongshoreError('USAGE_INVALID', message, { hint: 'longshore inventory -i FILE --list' })
}

export function tooManyActions(): LongshoreError {
  const message = 'Conflicting options used, only one of --host, --graph or --list can be used at the same time.'
  return new LongshoreError('USAGE_INVALID', message, { hint: 'longshore inventory -i FILE --list' })
}

export function notOneHost(pattern: string, inventory: Inventory): LongshoreError {
  const message = `You must pass a single valid host to --host parameter: '${pattern}' is none${didYouMean(pattern, inventory.hosts.keys())}`
  return new LongshoreError('USAGE_INVALID', message, { hint: 'See the hosts with: longshore inventory --graph' })
}

export function noSuchGroup(group: string, inventory: Inventory): LongshoreError {
  const message = `Pattern must be valid group name when using --graph: there is no group '${group}'${didYouMean(group, inventory.groups.keys())}`
  return new LongshoreError('USAGE_INVALID', message, { hint: 'See the groups with: longshore inventory --graph' })
}

export function outputUnwritable(path: string, cause: unknown): LongshoreError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
  return new LongshoreError('STATE_UNWRITABLE', `Unable to write to destination (${path}): ${reason}`, { cause })
}
