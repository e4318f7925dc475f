import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Bring } from '../model/plan.ts'
import type { Connection } from '../ports/connection.ts'
import type { ConnectionTarget } from '../ports/connector.ts'
import { lineOutcome, told } from './apply-change.ts'
import { filesOf } from './files-of-task.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { optionsFor } from './run-options.ts'
import type { TaskCall } from './task-call.ts'

const PART_TIMEOUT_MS = 600_000

/** Brings a file of the host in parts, a round trip each; nothing travels where the controller holds it already. */
export async function bringFile(
  plan: Bring,
  connection: Connection,
  target: ConnectionTarget,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const files = filesOf(call)
  const before = await files.sums(plan.to)
  if (before?.sha1 === plan.sha1) {
    return { kind: 'done', changed: false, values: plan.valuesOf(before, false), ...told(plan) }
  }
  const line: { lost?: LongshoreError } = {}
  const kept = await files.keepParts(plan.to, {
    next: partsOf(plan, connection, call, line),
    accept: (sums) => plan.refusal(sums),
  })
  if (kept.ok) return { kind: 'done', changed: true, values: plan.valuesOf(kept.value, true), ...told(plan) }
  return line.lost === undefined
    ? { ...outcomeOfError(kept.error, plan.values), ...told(plan) }
    : lineOutcome(line.lost, target, call)
}

/** One part at each call, and undefined behind the last one, which is shorter than the others. */
function partsOf(plan: Bring, connection: Connection, call: TaskCall, line: { lost?: LongshoreError }) {
  let index = 0
  let isOver = false
  return async (): Promise<Result<Uint8Array | undefined, LongshoreError>> => {
    if (isOver) return ok(undefined)
    const ran = await connection.run([plan.part(index)], { ...optionsFor(call, PART_TIMEOUT_MS), looks: true })
    if (!ran.ok) {
      line.lost = ran.error
      return ran
    }
    index += 1
    const part = plan.read(ran.value[0])
    if (part.ok) isOver = part.value.length < plan.partBytes
    return part
  }
}
