import { LongshoreError } from '../../base/longshore-error.ts'

export function pathAndPort(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'port and path parameter can not both be passed to wait_for', {
    hint: 'Use two tasks',
  })
}

export function onlyForPorts(state: string): LongshoreError {
  const message = `state=${state} should only be used for checking a port in the wait_for module`
  return new LongshoreError('MODULE_ARGS_INVALID', message, { hint: 'Use absent for a path' })
}

export function drainedNeedsPort(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'wait_for: state: drained needs a port', { hint: 'Add port' })
}

export function excludeNeedsDrained(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'exclude_hosts should only be with state=drained', {
    hint: 'Leave exclude_hosts away, or wait for state: drained',
  })
}

export function timedOut(msg: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', msg, { hint: 'Raise timeout if it only needs longer' })
}

export function noWayToConnect(): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    'the host has none of bash, nc and curl, so it cannot try a TCP connection',
    {
      hint: 'Install one of them, or look at 127.0.0.1, for which /proc/net/tcp is read',
    },
  )
}

export function waitBroke(said: string): LongshoreError {
  return new LongshoreError('COMMAND_FAILED', `wait_for could not look: ${said}`, {
    hint: 'Is search_regex an extended regular expression of grep? Does the task need become: true?',
  })
}

export function unknownState(state: string, known: readonly string[]): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `unknown active_connection_state (${state}) defined`, {
    hint: `One of ${known.join(', ')}`,
  })
}
