import { ok } from '../../src/base/result.ts'
import type { Connection } from '../../src/ports/connection.ts'
import type { Connector } from '../../src/ports/connector.ts'

export interface CountingConnector extends Connector {
  /** Connections opened, by host. */
  opened(): Readonly<Record<string, number>>
  /** Round trips made over them, by host. */
  roundTrips(): Readonly<Record<string, number>>
}

/** Another connector, counted. */
export function countingConnector(inner: Connector): CountingConnector {
  const connections: { readonly host: string; readonly connection: Connection }[] = []
  const byHost = (count: (connection: Connection) => number) => {
    const counts: Record<string, number> = {}
    for (const { host, connection } of connections) counts[host] = (counts[host] ?? 0) + count(connection)
    return counts
  }
  return {
    async open(target, signal) {
      const opened = await inner.open(target, signal)
      if (!opened.ok) return opened
      connections.push({ host: target.name, connection: opened.value })
      return ok(opened.value)
    },
    opened: () => byHost(() => 1),
    roundTrips: () => byHost((connection) => connection.roundTrips),
  }
}
