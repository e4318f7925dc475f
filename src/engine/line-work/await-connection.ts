import { LongshoreError } from '../../base/longshore-error.ts'
import type { ConnectionWait } from '../../model/line-work.ts'
import { shell } from '../../model/remote-command.ts'
import { type ModuleOutcome, outcomeOfError } from '../module-outcome.ts'
import { type Line, runUntil } from './open-line.ts'

/** Tries until the host runs a command. What it waited, in seconds, is `elapsed` (Ansible: action wait_for_connection). */
export async function awaitConnection(wait: ConnectionWait, line: Line): Promise<ModuleOutcome> {
  const { run, checkMode } = line.call
  if (checkMode) return { kind: 'skipped', changed: false, values: {} }
  const { clock } = run.deps
  const began = clock.now().getTime()
  if (wait.delayMs > 0) await clock.sleep(wait.delayMs, run.signals.starting)
  const reached = await runUntil(line, shell(':'), wait, ({ exitCode }) => exitCode === 0)
  const elapsed = Math.floor((clock.now().getTime() - began) / 1000)
  if (reached.ok) return { kind: 'done', changed: false, values: { elapsed } }
  const message = `timed out waiting for ping module test: ${reached.error.message}`
  return outcomeOfError(new LongshoreError('COMMAND_TIMED_OUT', message, hintOf(reached.error)), { elapsed })
}

function hintOf({ hint }: LongshoreError): { readonly hint?: string } {
  return hint === undefined ? {} : { hint }
}
