import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, stdoutText, type CommandOutput } from '../../model/command-output.ts'
import type { Reboot } from '../../model/line-work.ts'
import { type ModuleOutcome, outcomeOfError } from '../module-outcome.ts'
import { type Line, runOn, runUntil } from './open-line.ts'

/**
 * Restarts the host and waits until another boot of it runs the test (Ansible: action reboot). A line that ends while the
 * command runs is what the command is for.
 */
export async function rebootHost(reboot: Reboot, line: Line): Promise<ModuleOutcome> {
  if (line.target.kind === 'local') return outcomeOfError(wouldRestartController(), { elapsed: 0, rebooted: false })
  if (line.call.checkMode) return { kind: 'done', changed: true, values: { elapsed: 0, rebooted: true } }
  const { run } = line.call
  const before = await runOn(line, reboot.bootId)
  if (!before.ok) return outcomeOfError(before.error, { rebooted: false })
  if (before.value.exitCode !== 0) return outcomeOfError(bootIdUnknown(before.value), { rebooted: false })
  const began = run.deps.clock.now().getTime()
  const restart = await runOn(line, reboot.restart)
  if (!restart.ok && restart.error.code !== 'CONNECTION_LOST') return outcomeOfError(restart.error, { rebooted: false })
  if (restart.ok && restart.value.exitCode !== 0) return refused(restart.value)
  return afterRestart(reboot, line, stdoutText(before.value), began)
}

async function afterRestart(reboot: Reboot, line: Line, before: string, began: number): Promise<ModuleOutcome> {
  const { clock } = line.call.run.deps
  const { wait } = reboot
  const elapsed = () => Math.floor((clock.now().getTime() - began) / 1000)
  if (wait.delayMs > 0) await clock.sleep(wait.delayMs, line.call.run.signals.starting)
  const isOther = (output: CommandOutput) => output.exitCode === 0 && stdoutText(output) !== before
  const booted = await runUntil(line, reboot.bootId, wait, isOther)
  if (!booted.ok)
    return outcomeOfError(notBack('last boot time check', wait.timeoutMs), { elapsed: elapsed(), rebooted: false })
  const tested = await runUntil(line, reboot.test, wait, ({ exitCode }) => exitCode === 0)
  if (!tested.ok) {
    return outcomeOfError(notBack('post-reboot test command', wait.timeoutMs), { elapsed: elapsed(), rebooted: true })
  }
  return { kind: 'done', changed: true, values: { elapsed: elapsed(), rebooted: true } }
}

function refused(output: CommandOutput): ModuleOutcome {
  const said = `${stdoutText(output).trim()}, ${stderrText(output).trim()}`
  const error = new LongshoreError('COMMAND_FAILED', `Reboot command failed. Error was: '${said}'`, {
    hint: 'Restarting needs root: does the task have become: true? Else name a command in reboot_command',
  })
  return outcomeOfError(error, { rebooted: false })
}

function wouldRestartController(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'Running reboot with local connection would reboot the control node.', {
    hint: 'Reach the host by ssh, or leave this machine out',
  })
}

function bootIdUnknown(output: CommandOutput): LongshoreError {
  const said = `${stdoutText(output).trim()}, ${stderrText(output).trim()}`
  return new LongshoreError(
    'COMMAND_FAILED',
    `failed to get host boot time info, rc: ${output.exitCode}, said: ${said}`,
    {
      hint: 'Name a command that prints something else after each boot in boot_time_command',
    },
  )
}

function notBack(what: string, timeoutMs: number): LongshoreError {
  return new LongshoreError('COMMAND_TIMED_OUT', `Timed out waiting for ${what} (timeout=${timeoutMs / 1000})`, {
    hint: 'Look at the host; if it only takes longer, raise reboot_timeout',
  })
}
