import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Connection } from '../ports/connection.ts'
import type { Connector, ConnectionTarget } from '../ports/connector.ts'

/**
 * One connection per host for the whole run, opened when it is first needed and shared by every task. A lost one is
 * dropped, and the next task opens it anew.
 */
export class Connections {
  readonly #connector: Connector
  readonly #open = new Map<string, Promise<Result<Connection, LongshoreError>>>()

  constructor(connector: Connector) {
    this.#connector = connector
  }

  async get(target: ConnectionTarget, signal: AbortSignal): Promise<Result<Connection, LongshoreError>> {
    const key = identity(target)
    const opening = this.#open.get(key) ?? this.#connector.open(target, signal)
    this.#open.set(key, opening)
    const opened = await opening
    if (!opened.ok) this.#open.delete(key)
    return opened
  }

  /** Forgets a connection that is of no use any more, and closes it. */
  async drop(target: ConnectionTarget): Promise<void> {
    const key = identity(target)
    const opening = this.#open.get(key)
    this.#open.delete(key)
    const opened = await opening
    if (opened?.ok) await opened.value.close()
  }

  /** Closes those of a host (`meta: reset_connection`, or a batch that is done). */
  async closeHost(name: string): Promise<void> {
    const keys = [...this.#open.keys()].filter((key) => key.startsWith(`${name}\0`))
    await Promise.all(keys.map((key) => this.#close(key)))
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((key) => this.#close(key)))
  }

  async #close(key: string): Promise<void> {
    const opened = await this.#open.get(key)
    this.#open.delete(key)
    if (opened?.ok) await opened.value.close()
  }
}

function identity(target: ConnectionTarget): string {
  return [target.name, target.kind, target.address, target.port ?? '', target.user ?? ''].join('\0')
}
