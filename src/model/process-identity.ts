/** A process as nothing else on this machine is or will be it: a pid alone is given out again. */
export interface ProcessIdentity {
  readonly pid: number
  readonly host: string
  /** When it began, in ticks since this boot, and the boot. Absent where there is no /proc. */
  readonly started?: string
}
