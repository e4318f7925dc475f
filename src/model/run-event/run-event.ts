import type { ChangeEvent } from './of-changes.ts'
import type { PlayEvent } from './of-plays.ts'
import type { RolloutEvent } from './of-rollouts.ts'
import type { TaskEvent } from './of-tasks.ts'
import type { RunEventOfRun } from './of-the-run.ts'

/** What happens in a run, in order, as one stream: the console, `--output json` and the journal read it. JSON-safe. */
export type RunEvent = RunEventOfRun | PlayEvent | RolloutEvent | TaskEvent | ChangeEvent

/** An event with its place in the run: how the journal and `--output json` write it. */
export type NumberedEvent = RunEvent & { readonly seq: number; readonly time: string }
