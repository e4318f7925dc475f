import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { BindContext, BoundModule, RemoteModule } from '../model/module.ts'
import { isImplicitLocalhost } from '../model/inventory-vars.ts'
import type { Change, Keep, Plan } from '../model/plan.ts'
import type { Vars } from '../model/vars.ts'
import type { Connection, RunOptions } from '../ports/connection.ts'
import type { ConnectionTarget } from '../ports/connector.ts'
import { connectionTarget } from './connection-target.ts'
import { filesOf } from './files-of-task.ts'
import { gatherFacts } from './gather-facts.ts'
import { keepFile } from './keep-file.ts'
import { runLineWork } from './line-work/run-line-work.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { runChange, type ChangeSite } from './run-change.ts'
import type { TaskCall } from './task-call.ts'

const FACTS_TIMEOUT_MS = 120_000
const UNDO_TIMEOUT_MS = 600_000

/** Facts, plan, and where the plan is a change and this is no check: apply, or undo what was applied. */
export async function runRemoteModule(module: RemoteModule, args: Vars, call: TaskCall): Promise<ModuleOutcome> {
  const bound = await module.bind(args, bindContext(call))
  if (!bound.ok) return outcomeOfError(bound.error)
  const target = targetOf(call)
  if (!target.ok) return outcomeOfError(target.error)
  if (bound.value.lineWork !== undefined) {
    return runLineWork(bound.value.lineWork, target.value, optionsFor(call, FACTS_TIMEOUT_MS), call)
  }
  const lease = await call.run.connections.lease(target.value, call.run.signals.starting)
  if (!lease.ok) return outcomeOfError(lease.error)
  try {
    return await performOn(lease.value.connection, bound.value, target.value, call)
  } finally {
    lease.value.release()
  }
}

async function performOn(
  connection: Connection,
  module: BoundModule,
  target: ConnectionTarget,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const facts = await gatherFacts(module.facts, connection, optionsFor(call, FACTS_TIMEOUT_MS))
  if (!facts.ok) return lineOutcome(facts.error, target, call)
  const plan = module.plan(facts.value, { checkMode: call.checkMode, diff: call.diff })
  if (plan.kind === 'keep') return keepFile(plan, call)
  if (plan.kind !== 'change') return outcomeWithoutChange(plan)
  if (call.checkMode) return { kind: 'done', changed: true, values: plan.values ?? {}, ...told(plan) }
  return applyChange(plan, connection, target, call)
}

function bindContext(call: TaskCall): BindContext {
  const { templater } = call.run.deps
  return {
    host: call.host.name,
    checkMode: call.checkMode,
    diff: call.diff,
    controller: filesOf(call),
    render: (text, file, options) => templater.renderFile(text, file, call.scope, options),
  }
}

function targetOf(call: TaskCall): Result<ConnectionTarget, LongshoreError> {
  const host = call.delegate?.host.name ?? call.host.name
  return connectionTarget({
    host,
    chain: call.frame.chain,
    scope: call.scope,
    hostScope: call.delegate?.scope ?? call.scope,
    templater: call.run.deps.templater,
    defaults: call.run.settings.connection,
    implicitLocal: isImplicitLocalhost(call.run.inventory, host),
  })
}

function optionsFor(call: TaskCall, timeoutMs: number): RunOptions {
  return {
    signal: call.run.signals.working,
    environment: call.environment,
    ...(call.become === undefined ? {} : { become: call.become }),
    ...(timeoutMs > 0 ? { timeoutMs } : {}),
  }
}

function outcomeWithoutChange(plan: Exclude<Plan, Change | Keep>): ModuleOutcome {
  if (plan.kind === 'impossible') return { ...outcomeOfError(plan.error, plan.values), ...told(plan) }
  if (plan.kind === 'skip') {
    return { kind: 'skipped', changed: false, values: { msg: plan.reason, ...plan.values }, ...told(plan) }
  }
  return { kind: 'done', changed: false, values: plan.values ?? {}, ...told(plan) }
}

async function applyChange(
  plan: Change,
  connection: Connection,
  target: ConnectionTarget,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const { deps, connections } = call.run
  const never = new AbortController().signal
  let releaseAgain = (): void => undefined
  const site: ChangeSite = {
    host: call.host.name,
    task: call.frame.id,
    connection,
    options: optionsFor(call, call.timeoutMs),
    undoOptions: { ...optionsFor(call, UNDO_TIMEOUT_MS), signal: never },
    noLog: call.noLog,
    emit: deps.emit,
    durable: deps.durable,
    reconnect: async () => {
      await connections.drop(target)
      const again = await connections.lease(target, never)
      if (!again.ok) return again
      releaseAgain = again.value.release
      return ok(again.value.connection)
    },
  }
  const outcome = await runChange(plan, site).finally(() => releaseAgain())
  if (outcome.kind === 'failed') {
    const failed = await lineOutcome(outcome.error, target, call)
    return { ...failed, values: plan.values ?? {}, undone: outcome.undone, ...told(plan) }
  }
  const { conclusion } = outcome
  const values = { ...plan.values, ...conclusion.values }
  const warnings = [...(plan.warnings ?? []), ...(conclusion.warnings ?? [])]
  if (conclusion.failed !== undefined)
    return { ...outcomeOfError(conclusion.failed, values), changed: conclusion.changed, ...told(plan), warnings }
  const kind = conclusion.skipped === true ? 'skipped' : 'done'
  const diff = conclusion.diff === undefined ? {} : { diff: conclusion.diff }
  return { kind, changed: conclusion.changed, values, ...told(plan), ...diff, warnings }
}

/** A connection that failed is dropped, so that the next task opens a new one. */
async function lineOutcome(error: LongshoreError, target: ConnectionTarget, call: TaskCall): Promise<ModuleOutcome> {
  const outcome = outcomeOfError(error)
  if (outcome.kind === 'unreachable') await call.run.connections.drop(target)
  return outcome
}

function told(plan: Plan): Pick<ModuleOutcome, 'diff' | 'notes' | 'warnings'> {
  return {
    ...(plan.kind === 'change' && plan.diff !== undefined ? { diff: plan.diff } : {}),
    ...(plan.notes === undefined ? {} : { notes: plan.notes }),
    ...(plan.warnings === undefined ? {} : { warnings: plan.warnings }),
  }
}
