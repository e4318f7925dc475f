import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { CommandOutput } from './command-output.ts'
import type { FileSums } from './controller-files.ts'
import type { HostSnapshot } from './host-snapshot.ts'
import type { PlainCommand, RemoteCommand } from './remote-command.ts'
import type { Vars } from './vars.ts'

/** What a module means to do to one host, decided without touching it. */
export type Plan = InDesiredState | Change | Keep | Bring | TakeBackup | Skip | Impossible

/** The facts do not suffice for a plan: these commands, which only look, are run in one more round trip. */
export interface LookAgain {
  readonly kind: 'look-again'
  readonly commands: readonly RemoteCommand[]
  readonly plan: (outputs: readonly CommandOutput[]) => Plan
}

interface PlanNotes {
  readonly warnings?: readonly string[]
  /** What the operator should know beforehand, such as what happens to running containers. */
  readonly notes?: readonly string[]
}

/** Nothing to do. `values` are the module's return values. */
export interface InDesiredState extends PlanNotes {
  readonly kind: 'in-desired-state'
  readonly values?: Vars
}

export interface Change extends PlanNotes {
  readonly kind: 'change'
  /** In order, in one round trip; the first failure stops and undoes what was started. */
  readonly steps: readonly Step[]
  readonly diff?: readonly Diff[]
  /** Return values that are known beforehand: also what check mode returns. */
  readonly values?: Vars
  /** Reads the outputs of the steps, all of which ran. Absent: changed, with `values`. */
  readonly conclude?: (outputs: readonly CommandOutput[]) => Conclusion
}

/** Makes a file of the controller hold what the host gave (`fetch`). Changed where it did not hold that before. */
export interface Keep extends PlanNotes {
  readonly kind: 'keep'
  readonly file: { readonly path: string; readonly content: Uint8Array }
  readonly values: Vars
  /** Return values where the file holds it already. Absent: `values`. */
  readonly valuesWhenSame?: Vars
}

/** As `Keep`, of a file that is too large for one answer: it comes part by part. Changed where the sum was another one. */
export interface Bring extends PlanNotes {
  readonly kind: 'bring'
  /** The file of the controller. */
  readonly to: string
  /** Of the file on the host. */
  readonly sha1: string
  readonly partBytes: number
  /** Reads a part, the first one being 0; behind the last one there is nothing. */
  readonly part: (index: number) => PlainCommand
  readonly read: (output: CommandOutput | undefined) => Result<Buffer, LongshoreError>
  /** Why what came is not taken. */
  readonly refusal: (sums: FileSums) => LongshoreError | undefined
  readonly valuesOf: (sums: FileSums, changed: boolean) => Vars
  /** Return values where it fails. */
  readonly values?: Vars
}

/** Gives the store of backups what the host is like. Changed where something of it is new there. */
export interface TakeBackup extends PlanNotes {
  readonly kind: 'backup'
  /** As far as the facts hold it. */
  readonly snapshot: HostSnapshot
  /** What was too much for the first round trip, read in a second one. */
  readonly rest?: {
    readonly commands: readonly RemoteCommand[]
    readonly complete: (outputs: readonly CommandOutput[]) => Result<HostSnapshot, LongshoreError>
  }
  readonly values?: Vars
}

/** The module does not act here (check mode, `creates` exists): Ansible's `skipped`. */
export interface Skip extends PlanNotes {
  readonly kind: 'skip'
  /** The result's `msg`. */
  readonly reason?: string
  readonly values?: Vars
}

export interface Impossible extends PlanNotes {
  readonly kind: 'impossible'
  readonly error: LongshoreError
  readonly values?: Vars
}

export interface Conclusion {
  readonly changed: boolean
  readonly values?: Vars
  /** The task failed, though its steps ran: `command` with a non-zero exit. Its steps are not undone. */
  readonly failed?: LongshoreError
  /** It turned out on the host that there was nothing to do: Ansible's `skipped`. */
  readonly skipped?: true
  readonly warnings?: readonly string[]
  /** What changed, where only the run itself told. */
  readonly diff?: readonly Diff[]
}

export interface Step {
  /** Finishes the sentence "This will ...". Without secrets: it is journalled and shown. */
  readonly summary: string
  readonly run: PlainCommand
  /**
   * Every path at which `run` may change something, where it does nothing else and starts nothing that stays. Absent: the path that
   * a command of files has; of any other, it may have done anything.
   */
  readonly files?: readonly string[]
  /**
   * Puts things back. Safe to run when `run` did all, half or none of its work. Undone newest step first. Empty: the step
   * leaves nothing of its own, or another one puts it back. Absent: nobody can.
   */
  readonly undo?: readonly PlainCommand[]
  /** Words in `undo` that are of this moment, such as the id of a unit's invocation: later ones mean the same state. */
  readonly momentary?: readonly string[]
  /**
   * Once more after everything older was undone: what makes a running program read its state anew, such as a restart. It
   * leaves nothing of its own to put back.
   */
  readonly refresh?: readonly PlainCommand[]
  /** Turns the output of a failed `run` into an error with a hint. Absent: a general one with stderr. */
  readonly explain?: (output: CommandOutput) => LongshoreError
  /** What the task says where `run` failed, in place of the values of its plan. */
  readonly valuesOfFailure?: (output: CommandOutput) => Vars
}

/** Shown by `--diff`: text before and after, or undefined where there was or will be nothing. Secrets masked. */
export interface Diff {
  /** Empty: of no file, or of one without a name. */
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  /** The file of the controller that it becomes. */
  readonly source?: string | undefined
  /** Of attributes: what Ansible's modules tell of them, by name, where that is not the lines of the texts. */
  readonly fields?: { readonly before: Vars; readonly after: Vars }
}
