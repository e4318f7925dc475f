import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { CommandOutput } from '../../../model/command-output.ts'
import type { RemoteCommand } from '../../../model/remote-command.ts'
import type { Connection, RunOptions } from '../../../ports/connection.ts'
import type { SshHop } from '../config/ssh-settings.ts'
import { connectionLost } from '../errors.ts'
import { errorOf } from './plain-error.ts'
import { unpackOutputs } from './pack-outputs.ts'
import { pack } from './pack-secrets.ts'
import type { SshShard } from './ssh-shard.ts'

export interface ShardConnectionParts {
  readonly shard: SshShard
  readonly line: number
  readonly hop: SshHop
  /** Called once. */
  readonly onClosed: () => void
}

/** A connection that a shard holds. */
export class ShardConnection implements Connection {
  readonly #parts: ShardConnectionParts
  #closing: Promise<void> | undefined
  #roundTrips = 0

  constructor(parts: ShardConnectionParts) {
    this.#parts = parts
  }

  get roundTrips(): number {
    return this.#roundTrips
  }

  async run(
    commands: readonly RemoteCommand[],
    { signal, ahead, ...options }: RunOptions,
  ): Promise<Result<readonly CommandOutput[], LongshoreError>> {
    if (commands.length === 0) return ok([])
    const { shard, line, hop } = this.#parts
    if (this.#closing !== undefined) return err(connectionLost(hop, undefined))
    const along = ahead && { commands: ahead.commands, timeoutMs: ahead.timeoutMs }
    const question = {
      kind: 'run',
      line,
      commands: pack(commands),
      options: pack({ ...options, ahead: along }),
    } as const
    const answer = await shard.ask(question, signal).answer
    if (answer.kind === 'ended')
      return err(connectionLost(hop, new Error(`the process that held it is gone: ${answer.why}`)))
    this.#roundTrips = answer.roundTrips ?? this.#roundTrips
    if (answer.kind === 'failed') return err(errorOf(answer.error))
    if (answer.ahead !== undefined) ahead?.took(unpackOutputs(answer.ahead))
    return ok(answer.outputs === undefined ? [] : unpackOutputs(answer.outputs))
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const { shard, line, onClosed } = this.#parts
    await shard.ask({ kind: 'close', line }).answer
    onClosed()
  }
}
