import type { ChildProcess } from 'node:child_process'
import { appendKnownHost } from '../known-hosts/known-hosts-files.ts'
import { messageOf } from '../message-of.ts'
import { Batch } from './batch.ts'
import { EndReason } from './end-reason.ts'
import type { Answer, Call, FromShard, ToShard } from './messages.ts'

/** The process is no more; why, as far as that is known. */
export interface Ended {
  readonly kind: 'ended'
  readonly why: string
}

type Question = Call extends infer C ? (C extends Call ? Omit<C, 'id' | 'aborted'> : never) : never

/** A process that holds connections, as the run sees it. Every call is answered, also when the process ends. */
export class SshShard {
  /** Those that are being opened, or open. */
  lines = 0
  readonly #batch: Batch<ToShard>
  readonly #onWarning: (warning: string) => void
  readonly #waiting = new Map<number, (answer: Answer | Ended) => void>()
  #last = 0
  #ended: Ended | undefined

  constructor(child: ChildProcess, onWarning: (warning: string) => void) {
    this.#batch = new Batch((messages) => child.connected && child.send(messages, ignore))
    this.#onWarning = onWarning
    const reason = new EndReason(child)
    child.on('message', (messages) => {
      for (const message of messages as readonly FromShard[]) this.#hear(message)
    })
    child.on('error', () => child.pid === undefined && this.#end(reason.text()))
    child.on('close', () => this.#end(reason.text()))
  }

  get hasEnded(): boolean {
    return this.#ended !== undefined
  }

  /** Asks, and gives what the answer is. Its number is that of the line, where it opens one. */
  ask(question: Question, signal?: AbortSignal): { readonly id: number; readonly answer: Promise<Answer | Ended> } {
    const id = ++this.#last
    if (this.#ended !== undefined) return { id, answer: Promise.resolve(this.#ended) }
    const abort = () => this.#batch.post({ kind: 'abort', id })
    const answer = new Promise<Answer | Ended>((resolve) => {
      this.#waiting.set(id, (answered) => {
        signal?.removeEventListener('abort', abort)
        resolve(answered)
      })
    })
    signal?.addEventListener('abort', abort)
    this.#batch.post({ ...question, id, aborted: signal?.aborted === true } as Call)
    return { id, answer }
  }

  /** Lets it end, once all that it does has ended. */
  end(): void {
    this.#batch.post({ kind: 'end' })
  }

  #hear(message: FromShard): void {
    if (message.kind === 'warning') this.#onWarning(message.message)
    else if (message.kind === 'append') void this.#append(message)
    else this.#settle(message.id, message)
  }

  #settle(id: number, answer: Answer | Ended): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    waiting?.(answer)
  }

  async #append({ id, file, address, key, hashed }: Extract<FromShard, { kind: 'append' }>): Promise<void> {
    try {
      await appendKnownHost(file, address, Buffer.from(key), hashed)
      this.#batch.post({ kind: 'appended', id })
    } catch (error) {
      this.#batch.post({ kind: 'appended', id, problem: messageOf(error) })
    }
  }

  #end(why: string): void {
    this.#ended ??= { kind: 'ended', why }
    for (const id of [...this.#waiting.keys()]) this.#settle(id, this.#ended)
  }
}

/** A message that cannot be sent is answered by the end of the process. */
const ignore = () => undefined
