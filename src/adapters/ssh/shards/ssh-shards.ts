import type { ChildProcess } from 'node:child_process'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Connection } from '../../../ports/connection.ts'
import type { Connector } from '../../../ports/connector.ts'
import { ConfigFiles } from '../config/config-files.ts'
import { hostOf, resolveRoute, type SshRoute } from '../config/resolve-route.ts'
import { systemSshEnvironment, type SshEnvironment } from '../config/ssh-environment.ts'
import { STARTS_AT_ONCE } from '../connect/open-routes.ts'
import { shardEnded } from '../errors.ts'
import { pack } from './pack-secrets.ts'
import { errorOf } from './plain-error.ts'
import { SshShard } from './ssh-shard.ts'
import { startShard, type ShardTerms } from './start-shard.ts'
import { ShardConnection } from './shard-connection.ts'

export interface SshShardsDeps {
  readonly shards: number
  readonly onWarning?: (warning: string) => void
  readonly environment?: SshEnvironment
  readonly start?: (terms: ShardTerms) => ChildProcess
}

/** Opens SSH connections in processes of their own, and so on cores of their own: this one has its core for the run. */
export function createSshShards(deps: SshShardsDeps): Connector {
  const environment = deps.environment ?? systemSshEnvironment()
  const configFiles = new ConfigFiles(environment)
  const shards = new SshShards(deps)
  return {
    async open(target, signal) {
      const route = await resolveRoute(target, environment, configFiles)
      return route.ok ? shards.open(route.value, signal) : route
    },
  }
}

/** Shards start with the first line and end with the last. One that is gone is started anew for what comes then. */
class SshShards {
  readonly #deps: SshShardsDeps
  #shards: readonly SshShard[] = []
  /** Hosts behind one jump host share a connection to it, and are in the shard that has that. */
  readonly #byJumpHost = new Map<string, SshShard>()

  constructor(deps: SshShardsDeps) {
    this.#deps = deps
  }

  async open(route: SshRoute, signal: AbortSignal): Promise<Result<Connection, LongshoreError>> {
    const shard = this.#shardFor(route)
    shard.lines++
    const { id: line, answer } = shard.ask({ kind: 'open', route: pack(route) }, signal)
    const opened = await answer
    const hop = hostOf(route)
    if (opened.kind === 'done') {
      return ok(new ShardConnection({ shard, line, hop, onClosed: () => this.#giveBack(shard) }))
    }
    this.#giveBack(shard)
    return err(opened.kind === 'ended' ? shardEnded(hop, opened.why) : errorOf(opened.error))
  }

  #shardFor(route: SshRoute): SshShard {
    this.#fill()
    const [first] = route
    const jump = route.length > 1 ? `${first.user}@${first.address}:${first.port}` : undefined
    const known = jump === undefined ? undefined : this.#byJumpHost.get(jump)
    if (known?.hasEnded === false) return known
    const idlest = this.#shards.reduce((one, other) => (other.lines < one.lines ? other : one))
    if (jump !== undefined) this.#byJumpHost.set(jump, idlest)
    return idlest
  }

  #fill(): void {
    const { shards, onWarning = () => undefined, start = startShard } = this.#deps
    const alive = this.#shards.filter((shard) => !shard.hasEnded)
    if (alive.length === shards) return
    const startsAtOnce = Math.max(1, Math.floor(STARTS_AT_ONCE / shards))
    const added = Array.from({ length: shards - alive.length }, () => new SshShard(start({ startsAtOnce }), onWarning))
    this.#shards = [...alive, ...added]
  }

  #giveBack(shard: SshShard): void {
    shard.lines--
    if (this.#shards.some(({ lines }) => lines > 0)) return
    for (const each of this.#shards) each.end()
    this.#shards = []
    this.#byJumpHost.clear()
  }
}
