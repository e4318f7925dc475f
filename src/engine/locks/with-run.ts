import type { Connection } from '../../ports/connection.ts'

/** The same line, with another way to run commands over it. */
export function withRun(connection: Connection, run: Connection['run']): Connection {
  return {
    get roundTrips() {
      return connection.roundTrips
    },
    run,
    close: () => connection.close(),
  }
}
