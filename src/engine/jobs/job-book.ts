import type { CommandOutput } from '../../model/command-output.ts'
import type { Connection } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import type { ModuleOutcome } from '../module-outcome.ts'
import type { TaskCall } from '../task-call.ts'

/** A host of a job, over an open line. */
export interface JobSite {
  readonly connection: Connection
  readonly target: ConnectionTarget
  readonly call: TaskCall
}

/** What the module makes of the outputs of its job; the line is for undoing. */
export type ConcludeJob = (outputs: readonly CommandOutput[], site: JobSite) => Promise<ModuleOutcome>

/** By job id. */
export type JobBook = Map<string, ConcludeJob>
