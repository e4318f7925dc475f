/** `backups` of a longshore.yml. Paths are absolute. */
export interface BackupSettings {
  readonly store?: string
  /** As `git push` takes it. */
  readonly remote?: string
  /** Recipients of age. */
  readonly encryptTo?: readonly string[]
  /** Opens secrets, where that is asked for. */
  readonly identity?: string
  /** How old the newest good backup of a host may be. */
  readonly maxAgeMs?: number
  readonly retention?: Retention
}

/** How many versions are kept: the newest ones, and the last of each of so many days, weeks and months. */
export interface Retention {
  readonly keepLast: number
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}
