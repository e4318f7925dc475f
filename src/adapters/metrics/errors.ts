import { LongshoreError } from '../../base/longshore-error.ts'

/** What is between `//` and `@` of the address may be a password. */
export function metricsUnanswered(url: string, reason: string, cause?: unknown): LongshoreError {
  const shown = url.replace(/\/\/[^/@]*@/, '//')
  return new LongshoreError('METRICS_UNANSWERED', `${shown}: ${reason}`, {
    hint: 'A gate needs an address such as http://prometheus.example:9090; a login goes into bearer_token, or user and password',
    ...(cause === undefined ? {} : { cause }),
  })
}
