import type { ChildProcess } from 'node:child_process'
import { createSshShards, type SshShardsDeps } from '../../../../src/adapters/ssh/shards/ssh-shards.ts'
import { startShard, type ShardTerms } from '../../../../src/adapters/ssh/shards/start-shard.ts'
import type { Connector } from '../../../../src/ports/connector.ts'
import { bareEnvironment } from '../targets.ts'

/** A connector that holds its connections in two processes. */
export function shardsOf(deps: Partial<SshShardsDeps> = {}): Connector {
  return createSshShards({ shards: 2, environment: bareEnvironment, ...deps })
}

/** Starts shards, and keeps what became of each. */
export class Started {
  readonly terms: ShardTerms[] = []
  readonly children: ChildProcess[] = []
  /** Messages, both ways. */
  messages = 0
  readonly #ends: Promise<unknown>[] = []

  readonly start = (terms: ShardTerms): ChildProcess => {
    const child = startShard(terms)
    this.terms.push(terms)
    this.children.push(child)
    this.#ends.push(
      new Promise((resolve) => child.once('exit', (code: number | null, signal) => resolve(code ?? signal))),
    )
    child.on('message', () => this.messages++)
    const send = child.send.bind(child) as (...words: unknown[]) => boolean
    child.send = (...words: unknown[]) => (this.messages++, send(...words))
    return child
  }

  /** Their exit codes, or the signals that ended them, once all have ended. */
  ended(): Promise<readonly unknown[]> {
    return Promise.all(this.#ends)
  }
}
