import type { Connection } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import type { RunContext } from '../play-run.ts'
import { withRun } from './with-run.ts'

/** A line for what puts a host back: where this run has locked it, nothing runs once another run has taken the lock over. */
export function checkedLine(connection: Connection, target: ConnectionTarget, { locks }: RunContext): Connection {
  if (locks === undefined) return connection
  const work = { target, takes: false, reason: '' }
  return withRun(connection, (commands, options) => locks.run(connection, commands, options, work))
}
