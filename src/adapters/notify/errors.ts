import { LongshoreError } from '../../base/longshore-error.ts'

/** `shown` is where the notice was to go, without what may be secret. */
export function notificationFailed(shown: string, reason: string, cause?: unknown): LongshoreError {
  return new LongshoreError('NOTIFICATION_FAILED', `${shown} could not be told: ${reason}`, {
    hint: 'The run goes on all the same. See notifications in longshore.yml',
    ...(cause === undefined ? {} : { cause }),
  })
}
