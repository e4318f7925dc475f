import type { AppendKnownHost } from '../known-hosts/known-hosts-files.ts'
import type { FromShard, ToShard } from './messages.ts'

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** Keys that are to be kept, handed to the one process that writes known_hosts files: two at a time would write a key twice. */
export class KeysByMessage {
  readonly #post: (message: FromShard) => void
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(post: (message: FromShard) => void) {
    this.#post = post
  }

  readonly append: AppendKnownHost = (file, address, key, hashed) =>
    new Promise((resolve, reject) => {
      const id = ++this.#last
      this.#waiting.set(id, { resolve, reject })
      this.#post({ kind: 'append', id, file, address, key: new Uint8Array(key), hashed })
    })

  appended({ id, problem }: Extract<ToShard, { kind: 'appended' }>): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (problem === undefined) waiting?.resolve()
    else waiting?.reject(new Error(problem))
  }
}
