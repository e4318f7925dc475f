import type { Connector } from '../../ports/connector.ts'
import { createSshConnector, type SshConnectorDeps } from './ssh-connector.ts'
import type { SshShardsDeps } from './shards/ssh-shards.ts'
import { shardCount, type Shards } from './shards/shard-count.ts'

export interface SshBySizeDeps extends SshConnectorDeps, Pick<SshShardsDeps, 'start'> {
  readonly shards: Shards
  readonly cores: number
}

/** Opens SSH connections in this process for a few hosts, and in processes of their own for a fleet. */
export function createSshBySize(deps: SshBySizeDeps): Connector {
  let hosts = 0
  let chosen: Promise<Connector> | undefined
  const choose = async () => {
    const shards = shardCount(deps.shards, hosts, deps.cores)
    if (shards === 0) return createSshConnector(deps)
    return (await import('./shards/ssh-shards.ts')).createSshShards({ ...deps, shards })
  }
  return {
    expect: (more) => (hosts = Math.max(hosts, more)),
    async open(target, signal) {
      chosen ??= choose()
      return (await chosen).open(target, signal)
    },
  }
}
