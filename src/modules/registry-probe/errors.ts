import { LongshoreError } from '../../base/longshore-error.ts'
import { err } from '../../base/result.ts'
import type { Stage } from '../registry-utils/judge-talk.ts'
import { ADVICE } from './advice.ts'

export function nothingToAsk() {
  return err(
    new LongshoreError('MODULE_ARGS_INVALID', 'registry_probe: neither url nor image is given', {
      hint: 'Give url, the registry or mirror to ask, or image, or both',
    }),
  )
}

export function noCurl(): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'the host has no curl, which asks the registry', {
    hint: 'Install curl on the host. docker_registry with probe_mirrors does with wget or bash, and sees less',
  })
}

export function stageFailed(url: string, { name, detail }: Stage, consequence: string): LongshoreError {
  return new LongshoreError('VERIFICATION_FAILED', `${url}: ${name} failed: ${detail}; ${consequence}`, {
    hint: ADVICE[name],
  })
}
