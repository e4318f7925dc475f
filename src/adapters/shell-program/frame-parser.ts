/** What one command wrote to one stream. */
export interface Frame {
  readonly bytes: Buffer
  readonly truncated: boolean
  readonly exitCode: number
}

/** Bytes kept of one command's stdout or stderr; the rest is drained and dropped. */
export const OUTPUT_CAP_BYTES = 8 * 1024 * 1024
const NOISE_CAP_BYTES = 8 * 1024
const LONGEST_MARK = 64

interface Open {
  chunks: Buffer[]
  kept: number
  truncated: boolean
}

/**
 * Takes one stream of a program apart, byte by byte exact and in chunks of any size. What comes before the first frame,
 * between frames and after the last (banners, sudo's lecture, a daemon left behind) is in no command's output; the
 * first 8 KiB of it are kept as `noise`.
 */
export class FrameParser {
  readonly #token: Buffer
  readonly #frames: Frame[] = []
  readonly #noise: Open = { chunks: [], kept: 0, truncated: false }
  #open: Open | undefined
  #pending: Buffer = Buffer.alloc(0)
  #started = false
  #finished = false
  #cut: { readonly exitCode?: number } | undefined

  constructor(token: string) {
    this.#token = Buffer.from(token, 'latin1')
  }

  /** The frames that are complete. */
  get frames(): readonly Frame[] {
    return this.#frames
  }

  /** The shell has read the whole program and begun. */
  get started(): boolean {
    return this.#started
  }

  /** The last mark has come. */
  get finished(): boolean {
    return this.#finished
  }

  /** How a program ended before its last command did, in a shell that goes on; with its exit status, where that is known. */
  get cut(): { readonly exitCode?: number } | undefined {
    return this.#cut
  }

  get noise(): Buffer {
    return Buffer.concat([...this.#noise.chunks, this.#pending]).subarray(0, NOISE_CAP_BYTES)
  }

  push(chunk: Buffer): void {
    let buffer = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    for (;;) {
      const at = buffer.indexOf(this.#token)
      if (at === -1) {
        const keep = this.#possibleStart(buffer)
        this.#emit(buffer.subarray(0, buffer.length - keep))
        this.#pending = Buffer.from(buffer.subarray(buffer.length - keep))
        return
      }
      this.#emit(buffer.subarray(0, at))
      buffer = buffer.subarray(at)
      const end = buffer.subarray(0, LONGEST_MARK).indexOf(0x0a)
      if (end === -1 && buffer.length < LONGEST_MARK) {
        this.#pending = Buffer.from(buffer)
        return
      }
      const mark = end === -1 ? '' : buffer.toString('latin1', this.#token.length, end)
      const taken = this.#take(mark) ? end + 1 : this.#token.length
      if (taken === this.#token.length) this.#emit(buffer.subarray(0, taken))
      buffer = buffer.subarray(taken)
    }
  }

  /** True where the mark is the one that can come here; anything else is output that happens to hold the token. */
  #take(mark: string): boolean {
    const [, kind, index, code, cut] = /^ (?:([be]) (\d+)(?: (\d+))?|z|x (\d+))$/.exec(mark) ?? []
    const isLast = mark === ' z'
    if (cut !== undefined || (isLast && this.#open !== undefined)) {
      this.#cut = cut === undefined ? {} : { exitCode: Number(cut) }
      return true
    }
    const expected = Number(index) === this.#frames.length
    if (isLast) {
      this.#started = true
      this.#finished = true
      return true
    }
    if (kind === 'b' && expected && this.#open === undefined) {
      this.#started = true
      this.#open = { chunks: [], kept: 0, truncated: false }
      return true
    }
    if (kind === 'e' && expected && this.#open !== undefined && code !== undefined) {
      const { chunks, truncated } = this.#open
      this.#frames.push({ bytes: Buffer.concat(chunks), truncated, exitCode: Number(code) })
      this.#open = undefined
      return true
    }
    return false
  }

  #emit(bytes: Buffer): void {
    if (bytes.length === 0) return
    const target = this.#open ?? this.#noise
    const room = (this.#open === undefined ? NOISE_CAP_BYTES : OUTPUT_CAP_BYTES) - target.kept
    const kept = bytes.subarray(0, Math.max(0, room))
    if (kept.length > 0) target.chunks.push(Buffer.from(kept))
    target.kept += kept.length
    if (kept.length < bytes.length) target.truncated = true
  }

  /** How many bytes at the end may be the beginning of a token. */
  #possibleStart(buffer: Buffer): number {
    for (let length = Math.min(this.#token.length - 1, buffer.length); length > 0; length--) {
      if (buffer.subarray(buffer.length - length).equals(this.#token.subarray(0, length))) return length
    }
    return 0
  }
}
