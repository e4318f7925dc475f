/** How patient a rollout is with its hosts, in seconds. */
export interface Pace {
  /** For the daemon to use the new file. */
  readonly verify: number
  /** For a command to end. */
  readonly command: number
  /** Until a connection has to stand. */
  readonly connect: number
  /** Between two looks whether a host still answers; it is lost after two that it did not. */
  readonly alive: number
  /** Before a host that hears nothing puts itself back. */
  readonly guard: number
  /** For a whole rollout to end, one in which everything broke included. */
  readonly whole: number
}

const FEW = { command: 20, connect: 3, alive: 2, guard: 15, whole: 300 } as const

export const SANDBOX_PACE: Pace = { ...FEW, verify: 4 }
/** Real daemons take their time. */
export const LAB_PACE: Pace = { ...FEW, verify: 12 }
/** Hundreds of hosts that are all on this machine, which is not what is to be tried. */
export const CROWD_PACE: Pace = { command: 60, connect: 12, alive: 6, guard: 45, verify: 60, whole: 900 }
