import type { Clock } from '../../ports/clock.ts'

export interface JournalEntry {
  readonly at: Date
  readonly unit: string
  readonly from: string
  readonly line: string
  /** syslog's: 3 is an error, 6 information. systemd does not read the level inside a daemon's own line. */
  readonly priority: number
}

/** The part of a host's journal that belongs to its daemons. */
export class Journal {
  readonly entries: JournalEntry[] = []
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(unit: string, from: string, line: string): void {
    const priority = from === 'systemd' && line.startsWith('Failed to start') ? 3 : 6
    this.entries.push({ at: this.#clock.now(), unit, from, line, priority })
  }
}
