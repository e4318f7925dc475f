import { basename, join } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Result } from '../../base/result.ts'
import { nothingToRollBack, otherFolder, runStillAlive } from '../../app/runs/errors.ts'
import { findRun } from '../../app/runs/find-run.ts'
import { type HostRollback, rollbackModule } from '../../app/runs/rollback-module.ts'
import { type RollbackGroup, rollbackGroups, rollbackPlaybook } from '../../app/runs/rollback-plan.ts'
import { summariseRun } from '../../app/runs/summarise-run.ts'
import type { HostName } from '../../model/inventory.ts'
import type { KeptRun, RunArchive } from '../../ports/run-store.ts'
import type { Composition } from '../composition.ts'
import { runCommand } from '../run-command.ts'
import type { RunFlags } from '../run-flags.ts'
import { refused } from './answer.ts'
import type { Asked } from './asked.ts'
import type { ResumeFlags } from './resume-run.ts'

export type RollBackFlags = ResumeFlags & Pick<RunFlags, 'limit'>

/**
 * Undoes a run whose process is gone, or that is over, by the records that its hosts keep. Hosts that cannot be reached
 * wait for the next time that it is called. Gives the exit code: 9 where a host is between two states, 4 where one waits.
 */
export async function rollBackRun(named: string, flags: RollBackFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const archive = await composition.runArchive()
  const found = await findUndoneRun(named, archive)
  if (!found.ok) return refused(found.error, io)
  const { run, state } = summariseRun(found.value)
  if (state === 'running') return refused(runStillAlive(run), io)
  const request = await archive.request(run)
  if (!request.ok) return refused(request.error, io)
  const asked = request.value.asked as Asked
  if (asked.cwd !== io.cwd) return refused(otherFolder(asked.cwd), io)
  const earlier = await archive.rollbacks(run)
  if (!earlier.ok) return refused(earlier.error, io)
  const groups = rollbackGroups(found.value.journal.events, earlier.value)
  if (groups.length === 0) {
    io.stdout(`${nothingToRollBack(run)}\n`)
    return 0
  }
  const came = new Map<HostName, HostRollback>()
  const codes: number[] = []
  for (const group of groups) {
    const code = await undoOn(group, run, { ...connectionFlags(asked.flags), ...flags }, came, composition)
    codes.push(code)
  }
  if (codes.includes(1)) return 1
  const hosts = settled(groups, came, flags.limit)
  const noted = await archive.noteRollback(run, hosts)
  if (!noted.ok) return refused(noted.error, io)
  return tell(run, hosts, composition) ?? (codes.includes(130) ? 130 : 0)
}

/** A rollback is a run as well, and by now the latest: who names it means the run that it undoes. */
async function findUndoneRun(named: string, archive: RunArchive): Promise<Result<KeptRun, LongshoreError>> {
  const found = await findRun(named, archive)
  if (!found.ok) return found
  const started = found.value.journal.events.find((event) => event.type === 'run-started')
  const [playbook = ''] = started?.playbooks ?? []
  const [, undone] = /^rollback of (\d{8}T\d{6}Z-\w+)$/.exec(basename(playbook)) ?? []
  return undone === undefined ? found : findRun(undone, archive)
}

function undoOn(
  group: RollbackGroup,
  run: string,
  flags: RunFlags,
  came: Map<HostName, HostRollback>,
  composition: Composition,
): Promise<number> {
  const path = join(composition.io.cwd, `rollback of ${run}`)
  const onHost = (host: HostName, rollback: HostRollback) => {
    if (came.get(host) !== 'failed') came.set(host, rollback)
  }
  return runCommand([path], flags, composition, {
    inMemory: new Map([[path, rollbackPlaybook(run, group)]]),
    modules: [rollbackModule({ run, by: '' }, onHost)],
  })
}

/** What says how hosts are reached. What chose tasks, hosts and variables was the run's own affair. */
function connectionFlags(flags: Asked['flags']): RunFlags {
  const chosen: ReadonlySet<string> = new Set<keyof RunFlags>([
    ...(['tags', 'skipTags', 'check', 'diff', 'startAtTask', 'stage', 'step', 'limit'] as const),
    ...(['forceHandlers', 'flushCache', 'become', 'becomeUser'] as const),
  ])
  const kept = Object.entries(flags).filter(([name]) => !chosen.has(name))
  return { verbose: flags.verbose, ...Object.fromEntries(kept) }
}

function settled(
  groups: readonly RollbackGroup[],
  came: ReadonlyMap<HostName, HostRollback>,
  limit: RunFlags['limit'],
): Readonly<Record<HostName, HostRollback | 'waits'>> {
  const all = [...new Set(groups.flatMap(({ hosts }) => hosts))]
  const due = limit === undefined ? all : all.filter((host) => came.has(host))
  return Object.fromEntries(due.map((host) => [host, came.get(host) ?? 'waits'] as const))
}

/** Says what is left. Gives the exit code that comes of it. */
function tell(
  run: string,
  hosts: Readonly<Record<HostName, HostRollback | 'waits'>>,
  { io }: Composition,
): number | undefined {
  const those = (state: HostRollback | 'waits') => Object.keys(hosts).filter((host) => hosts[host] === state)
  const [failed, waiting] = [those('failed'), those('waits')]
  if (failed.length > 0) io.stdout(`NOT AS BEFORE: ${failed.join(', ')}\n`)
  if (waiting.length > 0) {
    io.stdout(`Not reached, and kept for later: ${waiting.join(', ')}\n  longshore runs rollback ${run}\n`)
  }
  if (failed.length > 0) return 9
  return waiting.length > 0 ? 4 : undefined
}
