import type { Duplex } from 'node:stream'
import type { Client } from 'ssh2'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { SshHop } from '../config/ssh-settings.ts'
import { connectInterrupted, connectionLost } from '../errors.ts'

/** An open jump host that several connections share. */
export interface SharedClient {
  readonly client: Client
  readonly hop: SshHop
  /** Gives up one use of it; the last one closes it, and then those before it on the way. */
  release(): void
}

type OpenHop = (hop: SshHop, before: SharedClient | undefined) => Promise<Result<Client, LongshoreError>>

interface Entry {
  readonly opened: Promise<Result<Client, LongshoreError>>
  before: SharedClient | undefined
  users: number
}

/** Keeps one client for each jump host and way to it, however many hosts lie behind. */
export class JumpHosts {
  readonly #entries = new Map<string, Entry>()
  readonly #open: OpenHop

  constructor(open: OpenHop) {
    this.#open = open
  }

  /** The last of a chain of jump hosts, opened where need be; undefined for an empty chain. */
  async lease(
    chain: readonly SshHop[],
    signal: AbortSignal,
  ): Promise<Result<SharedClient | undefined, LongshoreError>> {
    const hop = chain.at(-1)
    if (hop === undefined) return ok(undefined)
    const id = JSON.stringify(chain)
    const entry = this.#entries.get(id) ?? this.#start(id, chain, hop)
    entry.users++
    const over = new AbortController()
    const opened = await Promise.race([entry.opened, aborted(signal, over.signal, hop)])
    over.abort()
    if (opened.ok) return ok({ client: opened.value, hop, release: once(() => this.#leave(id, entry)) })
    this.#leave(id, entry)
    return opened
  }

  #start(id: string, chain: readonly SshHop[], hop: SshHop): Entry {
    const entry: Entry = {
      before: undefined,
      users: 0,
      opened: this.lease(chain.slice(0, -1), new AbortController().signal).then(async (before) => {
        if (!before.ok) return before
        entry.before = before.value
        const opened = await this.#open(hop, before.value)
        if (opened.ok) opened.value.once('close', () => this.#forget(id, entry))
        else this.#forget(id, entry)
        return opened
      }),
    }
    this.#entries.set(id, entry)
    return entry
  }

  #leave(id: string, entry: Entry): void {
    entry.users--
    if (entry.users > 0) return
    this.#forget(id, entry)
    void entry.opened.then((opened) => {
      if (opened.ok) opened.value.once('close', () => entry.before?.release()).end()
      else entry.before?.release()
    })
  }

  #forget(id: string, entry: Entry): void {
    if (this.#entries.get(id) === entry) this.#entries.delete(id)
  }
}

/** A channel from a jump host to the next hop. */
export function forward(through: SharedClient, to: SshHop, signal: AbortSignal): Promise<Result<Duplex, Error>> {
  return new Promise((resolve) => {
    const lost = () => resolve(err(connectionLost(through.hop, new Error('it closed while it was in use'))))
    signal.addEventListener('abort', lost, { once: true })
    through.client.once('close', lost)
    const settle = (result: Result<Duplex, Error>) => {
      through.client.removeListener('close', lost)
      signal.removeEventListener('abort', lost)
      resolve(result)
    }
    try {
      through.client.forwardOut('127.0.0.1', 0, to.address, to.port, (error, channel) =>
        settle(error === undefined ? ok(channel) : err(error)),
      )
    } catch (error) {
      settle(err(error instanceof Error ? error : new Error(String(error))))
    }
  })
}

function aborted(signal: AbortSignal, until: AbortSignal, hop: SshHop): Promise<Result<never, LongshoreError>> {
  return new Promise((resolve) => {
    const give = () => resolve(err(connectInterrupted(hop)))
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true, signal: until })
  })
}

function once(what: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    what()
  }
}
