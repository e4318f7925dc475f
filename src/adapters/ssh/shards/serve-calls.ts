import type { Clock } from '../../../ports/clock.ts'
import type { Ahead, Connection, RunOptions } from '../../../ports/connection.ts'
import type { RemoteCommand } from '../../../model/remote-command.ts'
import type { CommandOutput } from '../../../model/command-output.ts'
import type { SshRoute } from '../config/resolve-route.ts'
import { RouteOpener } from '../connect/open-routes.ts'
import { Batch } from './batch.ts'
import { KeysByMessage } from './keys-by-message.ts'
import type { Answer, Call, FromShard, ToShard } from './messages.ts'
import { packOutputs } from './pack-outputs.ts'
import { unpack } from './pack-secrets.ts'
import { plainError } from './plain-error.ts'

export interface ServeDeps {
  readonly startsAtOnce: number
  readonly clock: Clock
  readonly send: (messages: readonly FromShard[]) => void
  readonly onEnd: () => void
}

/** Holds connections, and answers calls for them. Gives what is to hear the messages. */
export function serveCalls({ startsAtOnce, clock, send, onEnd }: ServeDeps): (messages: readonly ToShard[]) => void {
  const { post } = new Batch<FromShard>(send)
  const keys = new KeysByMessage(post)
  const onWarning = (message: string) => post({ kind: 'warning', message })
  const lines = new Lines(new RouteOpener({ clock, onWarning, startsAtOnce, appendKnownHost: keys.append }))
  const aborts = new Map<number, AbortController>()

  async function answer(call: Call): Promise<void> {
    const abort = new AbortController()
    if (call.kind !== 'close' && call.aborted) abort.abort()
    aborts.set(call.id, abort)
    const answered = await lines.perform(call, abort.signal)
    aborts.delete(call.id)
    post(answered)
  }

  const hear = (message: ToShard) => {
    if (message.kind === 'abort') aborts.get(message.id)?.abort()
    else if (message.kind === 'appended') keys.appended(message)
    else if (message.kind === 'end') onEnd()
    else void answer(message)
  }
  return (messages) => messages.forEach(hear)
}

class Lines {
  readonly #routes: RouteOpener
  readonly #open = new Map<number, Connection>()

  constructor(routes: RouteOpener) {
    this.#routes = routes
  }

  async perform(call: Call, signal: AbortSignal): Promise<Answer> {
    const { id } = call
    if (call.kind === 'open') {
      const opened = await this.#routes.open(unpack(call.route) as SshRoute, signal)
      if (!opened.ok) return { kind: 'failed', id, error: plainError(opened.error) }
      this.#open.set(id, opened.value)
      return { kind: 'done', id }
    }
    const line = this.#open.get(call.line)
    if (line === undefined) throw new Error(`no line ${call.line}`)
    if (call.kind === 'run') return run(line, call, signal)
    this.#open.delete(call.line)
    await line.close()
    return { kind: 'done', id }
  }
}

async function run(line: Connection, call: Extract<Call, { kind: 'run' }>, signal: AbortSignal): Promise<Answer> {
  const { id } = call
  let took: readonly CommandOutput[] | undefined
  const { ahead, ...options } = unpack(call.options) as Omit<RunOptions, 'signal' | 'ahead'> & {
    ahead?: Omit<Ahead, 'took'>
  }
  const ran = await line.run(unpack(call.commands) as readonly RemoteCommand[], {
    ...options,
    signal,
    ...(ahead !== undefined && { ahead: { ...ahead, took: (outputs) => void (took = outputs) } }),
  })
  const { roundTrips } = line
  if (!ran.ok) return { kind: 'failed', id, roundTrips, error: plainError(ran.error) }
  const outputs = packOutputs(ran.value)
  return { kind: 'done', id, roundTrips, outputs, ...(took !== undefined && { ahead: packOutputs(took) }) }
}
