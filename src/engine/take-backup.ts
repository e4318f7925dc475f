import { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { HostSnapshot } from '../model/host-snapshot.ts'
import type { TakeBackup } from '../model/plan.ts'
import type { Connection } from '../ports/connection.ts'
import type { ConnectionTarget } from '../ports/connector.ts'
import { lineOutcome, told } from './apply-change.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import { optionsFor } from './run-options.ts'
import type { TaskCall } from './task-call.ts'

const REST_TIMEOUT_MS = 600_000

/** Gives the store what the host is like; with `--check` nobody stores it in the end. */
export async function takeBackup(
  plan: TakeBackup,
  connection: Connection,
  target: ConnectionTarget,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const { backups } = call.run.deps
  if (backups === undefined) return { ...outcomeOfError(noStore()), ...told(plan) }
  const snapshot = await completed(plan, connection, call)
  if (!snapshot.ok) return lineOutcome(snapshot.error, target, call)
  const taken = await backups.take(call.host.name, snapshot.value)
  if (!taken.ok) return { ...outcomeOfError(taken.error), ...told(plan) }
  const { changes, leftOut } = taken.value
  const values = { ...plan.values, changes: changes.map((change) => ({ ...change })), secrets_left_out: [...leftOut] }
  return { kind: 'done', changed: changes.length > 0, values, ...told(plan) }
}

async function completed(
  { snapshot, rest }: TakeBackup,
  connection: Connection,
  call: TaskCall,
): Promise<Result<HostSnapshot, LongshoreError>> {
  if (rest === undefined) return ok(snapshot)
  const outputs = await connection.run(rest.commands, { ...optionsFor(call, REST_TIMEOUT_MS), looks: true })
  return outputs.ok ? rest.complete(outputs.value) : outputs
}

function noStore(): LongshoreError {
  return new LongshoreError('BACKUP_STORE_UNUSABLE', 'no store of backups is set', {
    hint: 'Name one in longshore.yml, as in backups: {store: backups}, or with --store FOLDER',
  })
}
