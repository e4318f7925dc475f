import type { Play } from '../model/playbook.ts'
import { flushHandlers } from './flush-handlers.ts'
import { gatherPlayFacts } from './gather-play-facts.ts'
import { HandlerIndex } from './handlers.ts'
import type { HostRun } from './host-run.ts'
import { KeywordReader } from './keyword-values.ts'
import { loadFileVars } from './load-file-vars.ts'
import type { PlayRun, RunContext } from './play-run.ts'
import { RoleRuns } from './role-runs.ts'
import { runFreely } from './strategies/free.ts'
import { runItems } from './strategies/linear.ts'
import { taskScope } from './variables/task-scope.ts'

export interface PlayRequest {
  readonly play: Play
  readonly playbookPath: string
  readonly isLastPlay: boolean
  /** The hosts of the play that are still good, as its pattern names them. */
  readonly hosts: readonly HostRun[]
  /** As they take their turns (`order`); with `serial`, those that an earlier play lost have their place in a batch. */
  readonly turns: readonly HostRun[]
  /** Those and the ones that an earlier play lost. */
  readonly allHosts: readonly HostRun[]
}

/** A play over one batch, before anything of it ran. */
export function batchRun(
  request: PlayRequest,
  batch: readonly HostRun[],
  context: RunContext,
  { overBudget, lost = 0 }: Partial<Pick<PlayRun, 'overBudget' | 'lost'>> = {},
): PlayRun {
  return {
    ...context,
    get inventory() {
      return context.inventory
    },
    play: request.play,
    playbookPath: request.playbookPath,
    isLastPlay: request.isLastPlay,
    allPlayHosts: request.allHosts,
    playHosts: request.hosts,
    batch,
    lost,
    handlers: new HandlerIndex(request.play),
    fileVars: new Map(),
    publicRoles: [],
    roleRuns: new RoleRuns(),
    runItems,
    ...(overBudget === undefined ? {} : { overBudget }),
    openBlocks: [],
    ended: undefined,
    halted: undefined,
  }
}

/** Everything of the play on the hosts of the batch. */
export async function runBatch(run: PlayRun): Promise<void> {
  for (const host of run.batch) host.notified.clear()
  await (run.play.strategy === 'linear' ? runSections(run, run.batch) : runFreely(run, runSections))
}

/** The play from its facts to its last handlers on these hosts, side by side. */
async function runSections(run: PlayRun, hosts: readonly HostRun[]): Promise<void> {
  const { play } = run
  if (run.startAt.passesOver(play)) return
  await gatherPlayFacts(run, hosts)
  await loadFileVars(run, hosts)
  for (const section of [play.preTasks, play.tasks, play.postTasks]) {
    await runItems(section, hosts, [play], run)
    await flushAtEnd(run, hosts)
  }
}

/** At the end of a section; with `force_handlers` on hosts that failed, too. */
async function flushAtEnd(run: PlayRun, hosts: readonly HostRun[]): Promise<void> {
  if (run.signals.starting.aborted || run.ended !== undefined) return
  const forced = forceHandlers(run)
  if (run.halted !== undefined && !forced) return
  const failed = forced ? hosts.filter((host) => host.standing === 'failed' && host.notified.size > 0) : []
  for (const host of failed) host.standing = 'active'
  await flushHandlers(
    hosts.filter((host) => host.isActive),
    run,
  )
  for (const host of failed) host.standing = 'failed'
}

function forceHandlers(run: PlayRun): boolean {
  const first = run.batch[0]
  if (first === undefined || run.play.forceHandlers === undefined) return run.settings.forceHandlers
  const read = new KeywordReader(taskScope(first, [run.play], run), run.deps.templater, run.play.at)
  const value = read.flag('force_handlers', run.play.forceHandlers, run.settings.forceHandlers)
  return value.ok ? value.value : false
}
