import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'

/** Where a gate looks at what a fleet says of itself. */
export interface Metrics {
  /** The values now of the series that the query gives: none is an answer, too. METRICS_UNANSWERED where there is no answer. */
  query(query: MetricsQuery, signal: AbortSignal): Promise<Result<readonly number[], LongshoreError>>
}

export interface MetricsQuery {
  /** Of the server, as in `http://prometheus:9090`. */
  readonly url: string
  /** PromQL. */
  readonly query: string
  readonly timeoutMs: number
  /** What the header Authorization says. */
  readonly authorization?: string
}
