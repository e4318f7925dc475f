import type { RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'

/** Where records are kept and a guard waits: a host, as the user that acts there. */
export interface GuardPost {
  readonly host: string
  readonly target: ConnectionTarget
  readonly options: RunOptions
}

/** The same for the same place. */
export function keyOfPost({ host, target, options }: GuardPost): string {
  return [host, target.user ?? '', options.become?.user ?? ''].join('\0')
}
