import { systemClock } from '../../src/adapters/clock.ts'
import { LocalConnection } from '../../src/adapters/local/local-connection.ts'
import { ok } from '../../src/base/result.ts'
import type { Connector } from '../../src/ports/connector.ts'

/** Opens a shell of this machine for every host, which the engine takes for a remote one. */
export const shellConnector: Connector = {
  open: (target) => Promise.resolve(ok(new LocalConnection(target.name, systemClock))),
}
