import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { BoundModule, PlanContext } from '../model/module.ts'
import type { Plan } from '../model/plan.ts'
import type { Connection, RunOptions } from '../ports/connection.ts'
import { optionsFor } from './run-options.ts'
import type { TaskCall } from './task-call.ts'

const LOOK_TIMEOUT_MS = 600_000

interface Site {
  readonly connection: Connection
  readonly call: TaskCall
  /** Absent: as the task has it. */
  readonly context?: PlanContext
  readonly options?: RunOptions
}

/** What a module means to do, with one more look at the host where its facts were not enough. */
export async function makePlan(
  module: BoundModule,
  facts: Readonly<Record<string, unknown>>,
  { connection, call, context = call, options }: Site,
): Promise<Result<Plan, LongshoreError>> {
  const plan = module.plan(facts, { checkMode: context.checkMode, diff: context.diff })
  if (plan.kind !== 'look-again') return ok(plan)
  const how = options ?? optionsFor(call, LOOK_TIMEOUT_MS)
  const outputs = await connection.run(plan.commands, { ...how, looks: true })
  return outputs.ok ? ok(plan.plan(outputs.value)) : outputs
}
