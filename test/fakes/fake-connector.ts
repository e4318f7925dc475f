import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err, ok } from '../../src/base/result.ts'
import type { ConnectionTarget, Connector } from '../../src/ports/connector.ts'
import type { FakeHost } from './fake-host.ts'

export interface FakeConnector extends Connector {
  /** Every target that was to be opened, in order. */
  readonly targets: readonly ConnectionTarget[]
}

/** Opens fake hosts by the name of the target. A name that is not among them is unreachable. */
export function fakeConnector(hosts: readonly FakeHost[]): FakeConnector {
  const targets: ConnectionTarget[] = []
  return {
    targets,
    async open(target, signal) {
      targets.push(target)
      await Promise.resolve()
      const host = hosts.find((each) => each.name === target.name)
      if (signal.aborted) return err(new LongshoreError('INTERRUPTED', `opening ${target.name} was interrupted`))
      if (host === undefined) return err(new LongshoreError('HOST_UNREACHABLE', `there is no fake host ${target.name}`))
      return host.unreachable === undefined ? ok(host.connect()) : err(host.unreachable)
    },
  }
}
