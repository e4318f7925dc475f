import type { BindContext, BoundModule, RemoteModule } from '../model/module.ts'
import type { Change, Plan } from '../model/plan.ts'
import type { Vars } from '../model/vars.ts'
import type { Connection } from '../ports/connection.ts'
import type { ConnectionTarget } from '../ports/connector.ts'
import { bringFile } from './bring-file.ts'
import { applyChange, lineOutcome, told } from './apply-change.ts'
import { filesOf } from './files-of-task.ts'
import { gatherFacts } from './gather-facts.ts'
import { keepFile } from './keep-file.ts'
import { awaitJob } from './jobs/await-job.ts'
import { startJob } from './jobs/start-job.ts'
import { runLineWork } from './line-work/run-line-work.ts'
import { type TaskLock, taskLock } from './locks/task-lock.ts'
import { makePlan } from './make-plan.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { optionsFor } from './run-options.ts'
import type { TaskCall } from './task-call.ts'
import { targetOfCall } from './target-of-call.ts'
import { noteEarlier } from './resume/note-earlier.ts'
import { takeBackup } from './take-backup.ts'
import { leading } from './read-ahead/leading.ts'
import { recordingFor } from './undo-records/recording-for.ts'
import { sayWhatStays } from './transaction/say-what-stays.ts'

const FACTS_TIMEOUT_MS = 120_000

/** Facts, plan, and where the plan is a change and this is no check: apply, or undo what was applied. */
export async function runRemoteModule(module: RemoteModule, args: Vars, call: TaskCall): Promise<ModuleOutcome> {
  const bound = await module.bind(args, bindContext(call))
  if (!bound.ok) return outcomeOfError(bound.error)
  const target = targetOfCall(call)
  if (!target.ok) return outcomeOfError(target.error)
  noteEarlier(call, target.value)
  if (bound.value.lineWork !== undefined) {
    return runLineWork(bound.value.lineWork, target.value, optionsFor(call, FACTS_TIMEOUT_MS), call)
  }
  const lease = await call.run.connections.lease(target.value, call.run.signals.starting)
  if (!lease.ok) return outcomeOfError(lease.error)
  const lock = taskLock(module, target.value, call)
  const outcome = await underLock(lock, lease.value.connection, call, () =>
    performOn(lease.value.connection, bound.value, target.value, lock, call, module.touches),
  ).finally(lease.value.release)
  return call.job === undefined ? outcome : awaitJob(outcome, call.job, target.value, call)
}

/** Again from the facts on where another run had the host meanwhile. */
async function underLock(
  lock: TaskLock | undefined,
  connection: Connection,
  call: TaskCall,
  perform: () => Promise<ModuleOutcome>,
): Promise<ModuleOutcome> {
  for (;;) {
    const outcome = await perform()
    const again = await lock?.triesAnew(outcome.error, connection, optionsFor(call, FACTS_TIMEOUT_MS))
    if (again === undefined || again === false) return outcome
    if (again !== true) return { ...outcomeOfError(again), values: outcome.values }
  }
}

async function performOn(
  line: Connection,
  module: BoundModule,
  target: ConnectionTarget,
  lock: TaskLock | undefined,
  call: TaskCall,
  touches: RemoteModule['touches'],
): Promise<ModuleOutcome> {
  const connection = lock?.holding(line) ?? line
  const looking = touches === 'nothing' ? leading(line, call, target) : line
  const known = call.run.readAhead.answering(looking, call.host.name, target, call.frame.task)
  const facts = await gatherFacts(module.facts, lock?.watching(known) ?? known, optionsFor(call, FACTS_TIMEOUT_MS))
  if (!facts.ok) return lineOutcome(facts.error, target, call)
  const planned = await makePlan(module, facts.value, { connection: line, call })
  if (!planned.ok) return lineOutcome(planned.error, target, call)
  const plan = planned.value.kind === 'change' ? sayWhatStays(planned.value, call) : planned.value
  const refusal = plan.kind === 'change' ? lock?.refusal : undefined
  if (refusal !== undefined) return { ...outcomeOfError(refusal), ...told(plan) }
  if (call.job !== undefined) {
    const work = plan.kind === 'change' ? plan : await withoutChange(plan, call)
    return startJob(work, call.job, { connection, target, call })
  }
  if (plan.kind === 'backup') return takeBackup(plan, line, target, call)
  if (plan.kind === 'bring') return bringFile(plan, line, target, call)
  if (plan.kind !== 'change') return withoutChange(plan, call)
  if (call.checkMode) return { kind: 'done', changed: true, values: plan.values ?? {}, ...told(plan) }
  const recording = recordingFor(call, target)
  if (recording?.guard !== undefined) {
    call.host.guard?.armedOn({ host: recording.host, target, options: optionsFor(call, FACTS_TIMEOUT_MS) })
  }
  const outcome = await applyChange(plan, connection, target, call, recording)
  return { ...outcome, applied: { steps: plan.steps, target, module, ...(recording && { recording }) } }
}

function bindContext(call: TaskCall): BindContext {
  const { templater, backups } = call.run.deps
  const { settings } = call.run
  const own = call.scope.get('ansible_shell_executable')
  return {
    host: call.host.name,
    ...(call.frame.task.writtenAs !== undefined && { calledAs: call.frame.task.writtenAs }),
    ...(backups !== undefined && { backups }),
    ...(own.ok && typeof own.value === 'string' && { shellOfHost: own.value }),
    ...(settings.shell !== undefined && { shell: settings.shell }),
    ...(settings.pythonInterpreter !== undefined && { pythonInterpreter: settings.pythonInterpreter }),
    checkMode: call.checkMode,
    diff: call.diff,
    controller: filesOf(call),
    render: (text, file, options) => templater.renderFile(text, file, call.scope, options),
  }
}

async function withoutChange(plan: Exclude<Plan, Change>, call: TaskCall): Promise<ModuleOutcome> {
  if (plan.kind === 'backup' || plan.kind === 'bring') throw new Error('it needs a line of its own, and is never a job')
  if (plan.kind === 'keep') return keepFile(plan, call)
  if (plan.kind === 'impossible') return { ...outcomeOfError(plan.error, plan.values), ...told(plan) }
  if (plan.kind === 'skip') {
    return {
      kind: 'skipped',
      changed: false,
      values: { ...(plan.reason !== undefined && { msg: plan.reason }), ...plan.values },
      ...told(plan),
    }
  }
  return { kind: 'done', changed: false, values: plan.values ?? {}, ...told(plan) }
}
