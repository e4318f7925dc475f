import type { HostName } from '../model/inventory.ts'
import type { Play } from '../model/playbook.ts'
import { flushHandlers } from './flush-handlers.ts'
import { gatherPlayFacts } from './gather-play-facts.ts'
import { HandlerIndex } from './handlers.ts'
import type { HostRun } from './host-run.ts'
import { KeywordReader } from './keyword-values.ts'
import { loadFileVars } from './load-file-vars.ts'
import type { PlayRun, RunContext } from './play-run.ts'
import { RoleRuns } from './role-runs.ts'
import { judgeBatch } from './rollout/judge-batch.ts'
import { planBatches } from './rollout/plan-batches.ts'
import { maxFailPercentage } from './run-task-on-hosts.ts'
import { runFreely } from './strategies/free.ts'
import { runItems } from './strategies/linear.ts'
import { taskScope } from './variables/task-scope.ts'

export interface PlayRequest {
  readonly play: Play
  readonly playbookPath: string
  /** The hosts of the play that are still good, as its pattern names them. */
  readonly hosts: readonly HostRun[]
  /** The same as they take their turns (`order`). */
  readonly turns: readonly HostRun[]
  /** Those and the ones that an earlier play lost. */
  readonly allHosts: readonly HostRun[]
}

/** Runs a play batch by batch. Gives the reason why the run may not go on after it, or undefined when it may. */
export async function runPlay(request: PlayRequest, context: RunContext): Promise<string | undefined> {
  const { play, hosts } = request
  context.deps.emit({ type: 'play-started', play: play.name, hosts: names(hosts) })
  const batches = planBatches(request.turns, play.serial)
  for (const [index, batch] of batches.entries()) {
    const run = playRun(request, batch, context)
    context.deps.emit({
      type: 'batch-started',
      play: play.name,
      batch: index + 1,
      batches: batches.length,
      hosts: names(batch),
    })
    await runBatch(run)
    const halted = judgeWhole(run, index)
    if (halted !== undefined) {
      const left = batches.slice(index + 1).flat()
      for (const host of left) host.notAttempted = `not attempted: ${halted}`
      return halted
    }
    for (const host of batch) if (host.standing === 'ended') host.standing = 'active'
    if (run.ended !== undefined) break
  }
  return undefined
}

function playRun(request: PlayRequest, batch: readonly HostRun[], context: RunContext): PlayRun {
  return {
    ...context,
    get inventory() {
      return context.inventory
    },
    play: request.play,
    playbookPath: request.playbookPath,
    allPlayHosts: request.allHosts,
    playHosts: request.hosts,
    batch,
    handlers: new HandlerIndex(request.play),
    fileVars: new Map(),
    publicRoles: [],
    roleRuns: new RoleRuns(),
    runItems,
    openBlocks: [],
    ended: undefined,
    halted: undefined,
  }
}

async function runBatch(run: PlayRun): Promise<void> {
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

/** The batch's verdict, told as an event. The reason to stop the run, or undefined. */
function judgeWhole(run: PlayRun, index: number): string | undefined {
  const bad = run.batch.filter((host) => host.isBad)
  const first = run.batch[0]
  if (first === undefined) return undefined
  const read = new KeywordReader(taskScope(first, [run.play], run), run.deps.templater, run.play.at)
  const judged = judgeBatch({
    hosts: run.batch.length,
    bad: bad.length,
    maxFailPercentage: maxFailPercentage(read, run),
    anyErrorsFatal: false,
  })
  const verdict = run.halted === undefined ? judged : { kind: 'halt' as const, reason: run.halted }
  run.deps.emit({
    type: 'batch-finished',
    play: run.play.name,
    batch: index + 1,
    failed: names(bad),
    verdict: verdict.kind,
    reason: verdict.reason,
  })
  if (verdict.kind === 'promote') return undefined
  for (const host of run.batch) if (host.isActive) host.notAttempted ??= `stopped: ${verdict.reason}`
  return verdict.reason
}

function names(hosts: readonly HostRun[]): readonly HostName[] {
  return hosts.map((host) => host.name)
}
