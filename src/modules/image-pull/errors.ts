import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'

export function runtimeMissing(runtime: string): LongshoreError {
  const what =
    runtime === 'auto' ? 'neither docker.service nor containerd.service runs' : `${runtime}.service does not run`
  return new LongshoreError('TASK_FAILED', `${what} on this host`, {
    hint: 'Start it, or leave the host out. Nothing was pulled',
  })
}

export function noClient(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'containerd runs, and the host has neither crictl nor ctr to pull with', {
    hint: 'Install one of them. Nothing was pulled',
  })
}

export function pullFailed(name: string, output: CommandOutput): LongshoreError {
  const lines = stderrText(output).trim().split('\n').slice(-2).join(' | ')
  return new LongshoreError('TASK_FAILED', `${name} cannot be pulled: ${lines || `exit code ${output.exitCode}`}`, {
    hint: 'registry_probe with this image and consumer tells which part of the way fails',
  })
}

export function mirrorNotProven(name: string, why: string): LongshoreError {
  return new LongshoreError(
    'VERIFICATION_FAILED',
    `${name} was pulled, and that a mirror gave it is not proven: ${why}`,
    {
      hint: "Pull an image that only the mirror has, look into the mirror's own log, or let the daemon log its requests for the time of the proof (docker_registry with extra: {debug: true}, a reload)",
    },
  )
}

export function mirrorRefuted(name: string, why: string): LongshoreError {
  return new LongshoreError('VERIFICATION_FAILED', `${name} was pulled, and not through a mirror: ${why}`, {
    hint: 'registry_probe with url set to the mirror tells why it was passed over',
  })
}
