import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Connection } from '../ports/connection.ts'
import type { Connector, ConnectionTarget } from '../ports/connector.ts'
import { Turns } from './turns.ts'

/** A connection, lent: it stays open at least until it is given back. */
export interface Lease {
  readonly connection: Connection
  readonly release: () => void
}

interface Entry {
  readonly opening: Promise<Result<Connection, LongshoreError>>
  users: number
}

/**
 * One connection per host for the whole run, opened when it is first needed and shared by every task. A lost one is
 * dropped, and the next task opens it anew. Where a fleet is larger than what this process may hold open, the one that was
 * idle longest makes room for the next.
 */
export class Connections {
  readonly #connector: Connector
  readonly #mostOpen: number
  /** The longest unused first. */
  readonly #entries = new Map<string, Entry>()

  constructor(connector: Connector, mostOpen: number) {
    this.#connector = connector
    this.#mostOpen = mostOpen
  }

  async lease(target: ConnectionTarget, signal: AbortSignal): Promise<Result<Lease, LongshoreError>> {
    const key = identity(target)
    const entry = this.#entries.get(key) ?? this.#open(target, signal)
    entry.users++
    this.#use(key, entry)
    const opened = await entry.opening
    if (opened.ok) return ok({ connection: opened.value, release: () => this.#giveBack(key, entry) })
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
    return opened
  }

  /** Forgets a connection that is of no use any more, and closes it. */
  async drop(target: ConnectionTarget): Promise<void> {
    await this.#close(identity(target))
  }

  /** Closes those of a host (`meta: reset_connection`). */
  async closeHost(name: string): Promise<void> {
    const keys = [...this.#entries.keys()].filter((key) => key.startsWith(`${name}\0`))
    await Promise.all(keys.map((key) => this.#close(key)))
  }

  async closeAll(): Promise<void> {
    const turns = new Turns()
    const closing: Promise<void>[] = []
    for (const key of [...this.#entries.keys()]) {
      await turns.next()
      closing.push(this.#close(key))
    }
    await Promise.all(closing)
  }

  #open(target: ConnectionTarget, signal: AbortSignal): Entry {
    return { opening: this.#makeRoom().then(() => this.#connector.open(target, signal)), users: 0 }
  }

  async #makeRoom(): Promise<void> {
    if (this.#entries.size < this.#mostOpen) return
    const idle = [...this.#entries].find(([, entry]) => entry.users === 0)
    if (idle !== undefined) await this.#close(idle[0])
  }

  #giveBack(key: string, entry: Entry): void {
    entry.users--
    if (this.#entries.get(key) === entry) this.#use(key, entry)
  }

  #use(key: string, entry: Entry): void {
    this.#entries.delete(key)
    this.#entries.set(key, entry)
  }

  async #close(key: string): Promise<void> {
    const entry = this.#entries.get(key)
    this.#entries.delete(key)
    const opened = await entry?.opening
    if (opened?.ok) await opened.value.close()
  }
}

/** Equal for targets that share a line. */
export function identity(target: ConnectionTarget): string {
  return [target.name, target.kind, target.address, target.port ?? '', target.user ?? '', target.folder ?? ''].join(
    '\0',
  )
}
