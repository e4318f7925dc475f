import { ok } from '../base/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Connector } from '../ports/connector.ts'
import { LocalConnection } from './local/local-connection.ts'

export interface ConnectorDeps {
  readonly clock: Clock
  readonly ssh: Connector
}

/** The connector that sends each target to the way its `kind` names. */
export function createConnector(deps: ConnectorDeps): Connector {
  return {
    expect: (hosts) => deps.ssh.expect?.(hosts),
    open(target, signal) {
      if (target.kind === 'local')
        return Promise.resolve(ok(new LocalConnection(target.name, deps.clock, target.folder)))
      return deps.ssh.open(target, signal)
    },
  }
}
