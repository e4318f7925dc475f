import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { ProcessIdentity } from '../model/process-identity.ts'
import type { ScheduleState } from '../model/schedule/schedule-state.ts'

/** Where the schedules of one project keep what is known of them. Durable, and shared by every process of a machine. */
export interface ScheduleStore {
  read(schedule: string): Promise<Result<KeptState, LongshoreError>>
  /** Keeps a state in the place of the one that was read. False, and nothing done, where somebody came first. */
  replace(schedule: string, read: KeptState, state: ScheduleState): Promise<Result<boolean, LongshoreError>>
  /** This process. */
  readonly me: ProcessIdentity
  isAlive(process: ProcessIdentity): boolean
}

export interface KeptState {
  readonly version: number
  readonly state: ScheduleState | undefined
}
