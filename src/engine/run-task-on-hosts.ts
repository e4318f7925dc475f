import { endRun } from './end-run.ts'
import { stepUnanswered } from './errors.ts'
import { EncryptedText } from '../model/encrypted-text.ts'
import type { TaskLabel } from '../model/run-event/task-label.ts'
import type { TaskResult } from '../model/task-result.ts'
import { formatPosition } from '../base/source-position.ts'
import { withholdCensored } from '../model/event-line.ts'
import { failOthers, onceOf } from './run-once.ts'
import { throttled } from './throttle.ts'
import { countedResults } from './counted-results.ts'
import type { HostRun } from './host-run.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import { nearest } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'
import { notified } from './notify-handlers.ts'
import { isHeldOff } from './open-blocks.ts'
import type { PlayRun } from './play-run.ts'
import { judgeBatch } from './rollout/judge-batch.ts'
import { debugHostTask } from './debugger/debug-host-task.ts'
import { tellMeta } from './tell-meta.ts'
import { isSelected } from './select-tags.ts'
import { tagsOfTask } from './tags-of-task.ts'
import type { TaskFrame } from './task-frame.ts'
import { Turns } from './turns.ts'
import { pythonText } from './python-text.ts'
import { taskScope } from './variables/task-scope.ts'

/** One task on all hosts that are at it, at most `forks` at once. Every host is awaited; every failure is kept. */
export async function runTaskOnHosts(
  frame: TaskFrame,
  hosts: readonly HostRun[],
  run: PlayRun,
  kind: TaskLabel['kind'] = 'task',
): Promise<readonly HostTaskOutcome[]> {
  if (kind === 'task' && run.startAt.isBefore(frame.task, frame.chain)) return []
  if (kind !== 'handler' && !isSelected(tagsOfTask(frame, hosts, run), run.settings.tags)) return []
  if (frame.task.module !== 'meta' && !(await isWanted(frame, hosts, run))) return []
  const once = onceOf(frame, hosts, run)
  return once === undefined
    ? runFrame(frame, hosts, run, kind)
    : runFrame({ ...frame, once }, hosts.slice(0, 1), run, kind)
}

/** Without an answer the run ends (Ansible). */
async function isWanted(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): Promise<boolean> {
  const name = taskName(frame, hosts, run)
  const answer = await run.steps.answerFor(name)
  if (answer === 'end') endRun(stepUnanswered(name, frame.task.at), run)
  return answer === 'run'
}

async function runFrame(
  frame: TaskFrame,
  hosts: readonly HostRun[],
  run: PlayRun,
  kind: TaskLabel['kind'],
): Promise<readonly HostTaskOutcome[]> {
  const isMeta = frame.task.module === 'meta'
  const name = header(frame, hosts, run)
  if (!isMeta) announce(frame, name, kind, hosts, run)
  const limit = throttled(frame, hosts, run)
  const turns = new Turns()
  const outcomes = await Promise.all(
    hosts.map((host) =>
      limit(async () => {
        await turns.next()
        if (isCut(frame, run)) return leaveOut(name, host)
        const tell = ({ result }: HostTaskOutcome) => emitFinished(frame, host, { result, requests: [] }, run)
        const { outcome, isTold } = await debugHostTask(frame, host, run, tell)
        const settled = settle(frame, host, outcome, run)
        if (!isMeta || settled.status === 'failed')
          finish(frame, name, kind, host, { ...outcome, result: settled }, run, isTold)
        else tellMeta(frame, labelOf(frame, name, kind), host, settled, run)
        return outcome
      }),
    ),
  )
  await run.settleInventory('added')
  judge(frame, hosts, run)
  return outcomes
}

/** Ctrl-C came while the host waited for its turn: on it nothing is started any more. */
function isCut({ task }: TaskFrame, run: PlayRun): boolean {
  return run.signals.starting.aborted && run.deps.modules.get(task.module)?.kind === 'remote'
}

function leaveOut(name: string, host: HostRun): HostTaskOutcome {
  host.notAttempted ??= `interrupted before "${name}"`
  return { result: { status: 'skipped', values: {} }, requests: [] }
}

function announce(
  frame: TaskFrame,
  name: string,
  kind: TaskLabel['kind'],
  hosts: readonly HostRun[],
  run: PlayRun,
): void {
  run.deps.emit({
    type: 'task-started',
    task: labelOf(frame, name, kind),
    hosts: hosts.map((host) => host.name),
  })
}

function labelOf({ id, task }: TaskFrame, name: string, kind: TaskLabel['kind']): TaskLabel {
  return { id, name, module: task.module, at: formatPosition(task.at), kind }
}

/** Notifies handlers and sets the host's standing. */
function settle(frame: TaskFrame, host: HostRun, outcome: HostTaskOutcome, run: PlayRun): TaskResult {
  const result = outcome.result.status === 'changed' ? notified(frame, host, outcome.result, run) : outcome.result
  if (!result.ignored && (result.status === 'failed' || result.status === 'unreachable')) {
    host.standing = result.status
    host.lastFailure = { frame, result }
    if (frame.once !== undefined) failOthers(host, host.lastFailure, run)
  }
  return result
}

function finish(
  frame: TaskFrame,
  name: string,
  kind: TaskLabel['kind'],
  host: HostRun,
  outcome: HostTaskOutcome,
  run: PlayRun,
  isTold: boolean,
): void {
  const { result } = outcome
  if (frame.task.module === 'meta') announce(frame, name, kind, [host], run)
  for (const counted of countedResults(frame.task.module, result)) host.count(counted)
  if (result.status !== 'skipped') run.roleRuns.ran(nearest(frame.chain, 'role'), host)
  if (!isTold) emitFinished(frame, host, outcome, run)
}

function emitFinished(frame: TaskFrame, host: HostRun, { result, replayed }: HostTaskOutcome, run: PlayRun): void {
  run.deps.secrets?.learnResult(result)
  run.deps.emit({
    type: 'task-finished',
    host: host.name,
    task: frame.id,
    result: withholdCensored(result),
    ...(replayed === true ? { replayed } : {}),
  })
}

/**
 * `any_errors_fatal`, `max_fail_percentage` and the failure budget of a rollout are judged after every task, as Ansible's
 * linear strategy does the former. A failure that a `rescue` is still to catch does not count.
 */
function judge(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): void {
  if (run.play.strategy !== 'linear') return
  const isHeld = isHeldOff(run.openBlocks)
  const counts = (host: HostRun) => host.isBad && (!isHeld || host.standing === 'unreachable')
  const newlyBad = hosts.some(counts)
  const first = hosts[0]
  if (!newlyBad || first === undefined || run.halted !== undefined) return
  const exceeded = isHeld ? undefined : run.overBudget?.()
  if (exceeded !== undefined) {
    run.halted = exceeded
    return
  }
  const read = new KeywordReader(taskScope(first, frame.chain, run), run.deps.templater, frame.task.at)
  const { anyErrorsFatal: anyErrorsFatalByDefault = false } = run.settings
  const fatal = read.flag('any_errors_fatal', nearest(frame.chain, 'anyErrorsFatal'), anyErrorsFatalByDefault)
  const percentage = maxFailPercentage(read, run)
  const anyErrorsFatal = (fatal.ok && fatal.value) || frame.once !== undefined
  if (!anyErrorsFatal && percentage === undefined) return
  const bad = run.batch.filter(counts).length
  const hostsOfBatch = run.batch.length + run.lost
  const verdict = judgeBatch({
    hosts: hostsOfBatch,
    lost: run.lost,
    bad,
    maxFailPercentage: percentage,
    anyErrorsFatal,
  })
  if (verdict.kind === 'halt') run.halted = verdict.reason
}

export function maxFailPercentage(read: KeywordReader, run: PlayRun): number | undefined {
  if (run.play.maxFailPercentage === undefined) return undefined
  const value = read.number('max_fail_percentage', run.play.maxFailPercentage, 0)
  return value.ok ? value.value : 0
}

/** With the arguments as they are written, where the settings ask for it; those of `no_log` are never shown. */
function header(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): string {
  const name = taskName(frame, hosts, run)
  if (run.settings.showsArgs !== true || nearest(frame.chain, 'noLog') === true) return name
  const args = Object.entries(frame.task.args).map(([key, value]) => {
    const text = pythonText(value instanceof EncryptedText ? '[secret]' : value, run.deps.templater)
    return `${key}=${text.ok ? text.value : ''}`
  })
  return `${name} ${args.join(', ')}`
}

/** In a role with its name before it, as Ansible has it: not so for `include_role`. */
function taskName(frame: TaskFrame, hosts: readonly HostRun[], run: PlayRun): string {
  const { name, module, writtenAs = module, args } = frame.task
  const isRole = module === 'include_role'
  const role = isRole ? undefined : nearest(frame.chain, 'role')?.name
  const inRole = (text: string) => (role === undefined || text.startsWith(`${role} : `) ? text : `${role} : ${text}`)
  const [host] = hosts
  if (name === undefined || name === '')
    return inRole(isRole ? `${module} : ${String(args['name'] ?? args['role'])}` : writtenAs)
  if (host === undefined) return inRole(name)
  const rendered = run.deps.templater.render(name, taskScope(host, frame.chain, run))
  return inRole(rendered.ok ? String(rendered.value) : name)
}
