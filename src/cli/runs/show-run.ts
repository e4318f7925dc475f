import { findRun } from '../../app/runs/find-run.ts'
import { type ApprovalSummary, summariseRun, type HostSummary, type RunSummary } from '../../app/runs/summarise-run.ts'
import { authorText } from '../../model/author-text.ts'
import type { RunsFlags } from '../commands/runs.ts'
import type { RollbackNote } from '../../ports/run-store.ts'
import type { Composition } from '../composition.ts'
import { refused, wrongOutput } from './answer.ts'
import { table } from './table.ts'

/** One run. Gives the exit code: 1 where its journal was changed after it was written. */
export async function showRun(named: string, flags: RunsFlags, { io, runArchive }: Composition): Promise<number> {
  const wrong = wrongOutput(flags)
  if (wrong !== undefined) return refused(wrong, io)
  const archive = await runArchive()
  const found = await findRun(named, archive)
  if (!found.ok) return refused(found.error, io)
  const summary = summariseRun(found.value)
  const rollbacks = await archive.rollbacks(summary.run)
  if (!rollbacks.ok) return refused(rollbacks.error, io)
  const heard = await archive.guards(summary.run)
  if (!heard.ok) return refused(heard.error, io)
  const told = { ...summary, rollbacks: rollbacks.value, guards: [...summary.guards, ...heard.value] }
  io.stdout(flags.output === 'json' ? `${JSON.stringify(told)}\n` : shown(told))
  return summary.chain.kind === 'broken' ? 1 : 0
}

type Shown = RunSummary & { readonly rollbacks: readonly RollbackNote[] }

function shown(summary: Shown): string {
  const { run, started, finished, by, playbooks, checksums } = summary
  const facts = [
    ['run', run],
    ['state', stateText(summary)],
    ...(summary.waitsFor === undefined ? [] : [['waits', summary.waitsFor]]),
    ['by', by === undefined ? 'not recorded' : authorText(by)],
    ['started', started ?? 'not recorded'],
    ...(finished === undefined ? [] : [['finished', finished]]),
    ...playbooks.map((path) => ['playbook', withChecksum(path, checksums[path])]),
    ...summary.approvals.map((approval) => ['approval', approvalText(approval)]),
    ...summary.rollbacks.map((note) => ['rollback', rollbackText(note)]),
    ['journal', summary.journal],
    ['chain', chainText(summary)],
  ]
  const hosts = Object.entries(summary.hosts).map(([name, host]) => [name, hostText(host)])
  const guards = summary.guards.map(({ host, message, time }) => [host, message, time])
  const files = summary.files.map((file) => [
    file.host,
    file.path,
    sumText(file.before),
    sumText(file.after),
    file.time,
  ])
  const open = summary.inFlight.map(({ host, task, steps }) => [host, task, steps.join('; ')])
  return [
    table(facts),
    ...(hosts.length === 0 ? [] : ['\n', table([['HOST', 'STANDING'], ...hosts])]),
    ...(guards.length === 0 ? [] : ['\n', table([['HOST', 'GUARD', 'WHEN'], ...guards])]),
    ...(files.length === 0 ? [] : ['\n', table([['HOST', 'FILE', 'BEFORE', 'AFTER', 'WHEN'], ...files])]),
    ...(open.length === 0 ? [] : ['\n', table([['HOST', 'IN FLIGHT', 'STEPS'], ...open])]),
  ].join('')
}

function stateText({ state, owner, check }: RunSummary): string {
  const words = {
    running: `running${owner === undefined ? '' : `: process ${owner.pid} on ${owner.host}`}`,
    ok: 'ok',
    failed: 'failed',
    interrupted: 'interrupted',
    dead: `dead: its process${owner === undefined ? '' : ` ${owner.pid} on ${owner.host}`} is gone before its end`,
  }
  return check ? `${words[state]} (check)` : words[state]
}

/** Enough of it to compare by eye; all of it is in the journal. */
function sumText(sum = 'not known'): string {
  return sum.startsWith('sha256:') ? sum.slice(0, 'sha256:'.length + 12) : sum
}

function approvalText({ stage, approved, by, time }: ApprovalSummary): string {
  return `stage ${stage}: ${approved ? 'approved' : 'not approved'} by ${by ?? 'nobody known'} at ${time}`
}

function rollbackText({ by, time, hosts }: RollbackNote): string {
  const each = Object.entries(hosts).map(([host, state]) => `${host} ${state}`)
  return `by ${by} at ${time}: ${each.join(', ')}`
}

function withChecksum(path: string, checksum: string | undefined): string {
  return checksum === undefined ? path : `${path} sha256:${checksum}`
}

function chainText({ chain, events, torn }: RunSummary): string {
  const cut = torn ? '; the last line was cut short by a crash' : ''
  if (chain.kind === 'intact') return `intact over ${events} events, sealed sha256:${chain.seal}${cut}`
  if (chain.kind === 'none') return `none over ${events} events: an older version wrote them${cut}`
  return `BROKEN: line ${chain.line} was changed, or a line was removed or added there, after it was written`
}

function hostText({ changed, failed, unreachable, rollback, notAttempted }: HostSummary): string {
  const words = [
    ...(unreachable > 0 ? ['unreachable'] : []),
    ...(failed > 0 ? ['failed'] : []),
    changed > 0 ? `changed by ${changed} ${changed === 1 ? 'task' : 'tasks'}` : 'unchanged',
    ...(rollback === undefined ? [] : [`rollback ${rollback}`]),
    ...(notAttempted === undefined ? [] : [notAttempted]),
  ]
  return words.join(', ')
}
