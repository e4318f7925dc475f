import type { LimitFunction } from 'p-limit'
import type { LongshoreError } from '../base/longshore-error.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import type { Play, RoleScope, TaskItem } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { FactCache } from '../ports/fact-cache.ts'
import type { Connections } from './connections.ts'
import type { EngineDeps, RunSettings, RunSignals } from './engine-deps.ts'
import type { HandlerIndex } from './handlers.ts'
import type { HostRun } from './host-run.ts'
import type { HostLocks } from './locks/host-locks.ts'
import type { LiveInventory } from './inventory/live-inventory.ts'
import type { JobBook } from './jobs/job-book.ts'
import type { KeywordChain } from './inherited.ts'
import type { OpenBlock } from './open-blocks.ts'
import type { ReadAhead } from './read-ahead/read-ahead.ts'
import type { RoleRuns } from './role-runs.ts'
import type { StartAt } from './start-at.ts'
import type { StepByStep } from './step-by-step.ts'

/** What all tasks of a run share. */
export interface RunContext {
  readonly deps: EngineDeps
  readonly settings: RunSettings
  readonly signals: RunSignals
  /** As it is now: tasks may add to it. */
  readonly inventory: Inventory
  readonly liveInventory: LiveInventory
  readonly connections: Connections
  /** What was looked at on hosts before the task that asks for it. */
  readonly readAhead: ReadAhead
  /** Absent: this run takes none. */
  readonly locks: HostLocks | undefined
  readonly factCache: FactCache | undefined
  /** Jobs that tasks of this run started and nobody has cleaned up. */
  readonly jobs: JobBook
  readonly startAt: StartAt
  readonly steps: StepByStep
  /** Bounds the hosts at work (`forks`). */
  readonly limit: LimitFunction
  /** Every host that a play or a delegated task of this run has come to so far. */
  readonly hosts: ReadonlyMap<HostName, HostRun>
  /** The host of that name, which a task may be delegated to though no play comes to it. */
  hostRun(name: HostName): HostRun
  nextTaskId(): string
  /** A name for a change that no other one has, of this process or another that works on the run. */
  nextChange(): string
  /** Makes what tasks added to the inventory count, and where it is to be read anew does so. */
  settleInventory(how: 'added' | 'reload'): Promise<void>
  /** What went wrong beside any host. */
  readonly errors: LongshoreError[]
  /** Names of variables that were warned of, as keywords have them too. */
  readonly reservedTold: Set<string>
}

export type ItemsRunner = (
  items: readonly TaskItem[],
  hosts: readonly HostRun[],
  chain: KeywordChain,
  run: PlayRun,
) => Promise<void>

/** An included role whose defaults and vars the rest of the play sees, with the `vars` of its include. */
export interface PublicRole extends RoleScope {
  /** The loop item that it was included for and what comes with it: data. */
  readonly itemVars?: Vars
}

/** One play over one batch of hosts. */
export interface PlayRun extends RunContext {
  readonly play: Play
  readonly playbookPath: string
  /** The run has none after it. */
  readonly isLastPlay: boolean
  /** All hosts of the play, this batch's or not, with those that an earlier play lost. */
  readonly allPlayHosts: readonly HostRun[]
  /** Those that were still good when it began. */
  readonly playHosts: readonly HostRun[]
  readonly batch: readonly HostRun[]
  /** How many of the batch an earlier play lost; they are not in it. */
  readonly lost: number
  readonly handlers: HandlerIndex
  /** Variables of `vars_files`, by host: they may depend on facts. */
  readonly fileVars: Map<HostName, readonly Vars[]>
  readonly publicRoles: PublicRole[]
  readonly roleRuns: RoleRuns
  /** How this play goes through a list of tasks. */
  readonly runItems: ItemsRunner
  /** Why the hosts of the rollout that have failed by now are too many for it to go on. */
  readonly overBudget?: () => string | undefined
  /** Blocks around what runs now, outermost first. */
  openBlocks: readonly OpenBlock[]
  /** Why the rest of the play is not run, once that is so. */
  ended: string | undefined
  /** Why the whole run stops after this play, once that is so. */
  halted: string | undefined
}
