import { constants, type FileHandle, open } from 'node:fs/promises'
import { eventLine } from '../../model/event-line.ts'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { RunJournal } from '../../ports/run-store.ts'
import { chained, FIRST_LINK, linkOf } from './chain.ts'
import { journalUnwritable } from './errors.ts'

/** Creates the file; it must not exist yet. Rejects as the file system does. */
export async function openJournal(path: string): Promise<RunJournal> {
  const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY } = constants
  return journalOn(path, await open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, 0o600))
}

/** A journal that appends to an open file, which it closes in the end. `prev` is the link of the last line there. */
export function journalOn(path: string, file: FileHandle, prev: string = FIRST_LINK): RunJournal {
  return new Journal(path, file, prev)
}

/**
 * One write at a time takes everything that was appended meanwhile. After a failed write nothing more is written: a line
 * that is missing in the middle would be worse than a journal that ends early and says so.
 */
class Journal implements RunJournal {
  readonly path: string
  readonly #file: FileHandle
  #pending: string[] = []
  #writing: Promise<void> | undefined
  #syncing: Promise<void> = Promise.resolve()
  #nextSync: Promise<void> | undefined
  #failure: unknown
  #prev: string

  constructor(path: string, file: FileHandle, prev: string) {
    this.path = path
    this.#file = file
    this.#prev = prev
  }

  append(event: NumberedEvent): void {
    if (this.#failure !== undefined) return
    try {
      const line = chained(eventLine(event), this.#prev)
      this.#prev = linkOf(line)
      this.#pending.push(`${line}\n`)
    } catch (cause) {
      this.#failure = cause
    }
    this.#writing ??= this.#drain()
  }

  /** Hosts that ask while one flush is under way share the next one. */
  async sync(): Promise<void> {
    this.#nextSync ??= this.#syncAfter(this.#syncing)
    await this.#nextSync
    if (this.#failure !== undefined) throw journalUnwritable(this.path, this.#failure)
  }

  async close(): Promise<void> {
    try {
      await this.sync()
    } finally {
      await this.#file.close()
    }
  }

  async #syncAfter(earlier: Promise<void>): Promise<void> {
    await earlier
    this.#nextSync = undefined
    this.#syncing = this.#syncNow()
    await this.#syncing
  }

  async #syncNow(): Promise<void> {
    await this.#written()
    try {
      if (this.#failure === undefined) await this.#file.datasync()
    } catch (cause) {
      this.#failure = cause
    }
  }

  async #written(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  async #drain(): Promise<void> {
    await Promise.resolve()
    while (this.#pending.length > 0 && this.#failure === undefined) {
      const batch = this.#pending.join('')
      this.#pending = []
      try {
        await this.#file.appendFile(batch)
      } catch (cause) {
        this.#failure = cause
      }
    }
    this.#writing = undefined
  }
}
