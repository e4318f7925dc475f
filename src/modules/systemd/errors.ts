import { LongshoreError } from '../../base/longshore-error.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import { saidBy } from '../module-utils/explain.ts'

export function serviceMissing(name: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Could not find the requested service ${name}: host`, {
    hint: `See systemctl list-unit-files '*${name}*' on the host: is its package installed?`,
  })
}

export function nothingAsked(): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    'one of the following is required: state, enabled, masked, daemon_reload, daemon_reexec',
    { hint: 'Say what the service is to be' },
  )
}

export function nameMissing(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'name is required with state, enabled and masked', {
    hint: 'Add the name of the unit',
  })
}

export function scopeUnsupported(scope: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `systemd: scope: ${scope} is not supported yet`, {
    hint: 'Only scope: system is',
  })
}

export function serviceCommandFailed(verb: string, name: string): (output: CommandOutput) => LongshoreError {
  return (output) => {
    const said = saidBy(output)
    const refused = /Access denied|Interactive authentication required|Permission denied/i.test(said)
    const limited = /start request repeated too quickly|start-limit/i.test(said)
    const hint = refused
      ? 'The task needs become: true'
      : limited
        ? `Too many starts in a short time: systemctl reset-failed ${name}, then run again`
        : `See journalctl -u ${name} -n 50 on the host`
    return new LongshoreError('TASK_FAILED', `Unable to ${verb} service ${name}: ${said}`, { hint })
  }
}
