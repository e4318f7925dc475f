/** Beats under way, by lock: one that comes to a host behind the release of the lock takes it back. */
export class Beats {
  readonly #counts = new Map<string, { began: number; ended: number }>()

  async during<T>(key: string, beat: Promise<T>): Promise<T> {
    const counts = this.#counts.get(key) ?? { began: 0, ended: 0 }
    this.#counts.set(key, counts)
    counts.began++
    return beat.finally(() => counts.ended++)
  }

  /** Tells, once asked, whether none was under way from now to then. */
  watch(key: string): () => boolean {
    const { began, ended } = this.#counts.get(key) ?? { began: 0, ended: 0 }
    return () => began === ended && (this.#counts.get(key)?.began ?? 0) === began
  }
}
