import { failedTaskVars } from '../failed-task-vars.ts'
import type { Block, Task, TaskItem } from '../../model/playbook.ts'
import type { HostRun } from '../host-run.ts'
import { nearest, type KeywordChain } from '../inherited.ts'
import { performRequests } from '../meta-requests.ts'
import type { OpenBlock } from '../open-blocks.ts'
import type { PlayRun } from '../play-run.ts'
import { runIncludes } from '../run-includes.ts'
import { runTaskOnHosts } from '../run-task-on-hosts.ts'
import { runTransaction } from '../transaction/run-transaction.ts'

/** Task by task over the batch: every host that can ends a task before the next one starts (Ansible's `linear`). */
export async function runItems(
  items: readonly TaskItem[],
  hosts: readonly HostRun[],
  chain: KeywordChain,
  run: PlayRun,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    const active = hosts.filter((host) => host.isActive)
    if (active.length === 0 || isOver(run)) return
    if (item.kind === 'block') await runBlockOfRole(item, active, [...chain, item], run)
    else await runTask(item, items.slice(index + 1), active, chain, run)
  }
}

/** A role that ran on a host does not run there again, unless it allows duplicates. */
async function runBlockOfRole(
  block: Block,
  hosts: readonly HostRun[],
  chain: KeywordChain,
  run: PlayRun,
): Promise<void> {
  const left = run.roleRuns.without(block.role, hosts)
  if (left.length === 0) return
  await runBlock(block, left, chain, run)
  run.roleRuns.complete(block.role, left)
}

function isOver(run: PlayRun): boolean {
  return run.ended !== undefined || run.halted !== undefined
}

async function runTask(
  task: Task,
  following: readonly TaskItem[],
  hosts: readonly HostRun[],
  chain: KeywordChain,
  run: PlayRun,
): Promise<void> {
  if (run.signals.starting.aborted) {
    run.halted = 'interrupted'
    for (const host of hosts) host.notAttempted ??= `interrupted before "${task.name ?? task.module}"`
    return
  }
  const frame = { task, chain: [...chain, task], id: run.nextTaskId(), following }
  const level = nearest(chain, 'includeParams')?.level ?? 'task'
  const outcomes = await runTaskOnHosts(frame, hosts, run, level)
  await performRequests(outcomes, hosts, run)
  await runIncludes({ frame, outcomes, hosts, level }, run)
}

/**
 * `rescue` runs on the hosts that failed in `block`, and a host that gets through it goes on; `always` runs on all but
 * the unreachable, and changes nothing about who failed.
 */
async function runBlock(block: Block, hosts: readonly HostRun[], chain: KeywordChain, run: PlayRun): Promise<void> {
  const section = () => runSection(block, 'block', hosts, chain, run)
  await (block.transaction === undefined ? section() : runTransaction(block.transaction, hosts, run, section))
  const failed = hosts.filter((host) => host.standing === 'failed')
  if (block.rescue.length > 0 && failed.length > 0) await rescue(block, failed, chain, run)
  const isCut = run.signals.starting.aborted || run.errors.length > 0
  if (block.always.length > 0 && !isCut) await always(block, hosts, chain, run)
}

/** What is in `always` runs although the play is halted; the halt stands afterwards. */
async function always(block: Block, hosts: readonly HostRun[], chain: KeywordChain, run: PlayRun): Promise<void> {
  const { halted } = run
  run.halted = undefined
  const standings = hosts.map((host) => host.standing)
  for (const host of hosts) if (host.standing === 'failed') host.standing = 'active'
  await runSection(block, 'always', hosts, chain, run)
  for (const [index, host] of hosts.entries()) {
    if (standings[index] === 'failed' && host.standing === 'active') host.standing = 'failed'
  }
  run.halted ??= halted
}

async function rescue(block: Block, failed: readonly HostRun[], chain: KeywordChain, run: PlayRun): Promise<void> {
  for (const host of failed) {
    host.standing = 'active'
    tellRescued(host)
  }
  await runSection(block, 'rescue', failed, chain, run)
}

/** Of an include that could not be read the rescue learns nothing: what it sees is of the task that failed before (Ansible). */
function tellRescued(host: HostRun): void {
  const failure = host.lastFailure
  if (failure?.elsewhere === true) return
  if (failure?.unread === true) {
    host.getPastUnread()
    return
  }
  host.rescued()
  if (failure !== undefined) host.registered['ansible_failed_task'] = failedTaskVars(failure.frame)
  host.registered['ansible_failed_result'] = failure?.result.values
}

async function runSection(
  block: Block,
  section: OpenBlock['section'],
  hosts: readonly HostRun[],
  chain: KeywordChain,
  run: PlayRun,
): Promise<void> {
  const around = run.openBlocks
  run.openBlocks = [...around, { block, section }]
  await runItems(block[section], hosts, chain, run)
  run.openBlocks = around
}
