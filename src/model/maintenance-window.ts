/** A time of the week in which stages of a rollout may begin. */
export interface MaintenanceWindow {
  /** 0 is Sunday: the days on which it opens. */
  readonly days: readonly number[]
  /** Minutes after midnight. One that closes no later than it opens does so on the day after. */
  readonly from: number
  readonly to: number
  /** Of the IANA database. */
  readonly timezone: string
}

/** What a stage does that comes to its turn outside of the windows. */
export const OUTSIDE_WINDOWS = ['wait', 'halt'] as const
export type OutsideWindows = (typeof OUTSIDE_WINDOWS)[number]
