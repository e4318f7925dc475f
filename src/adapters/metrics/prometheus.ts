import * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Metrics, MetricsQuery } from '../../ports/metrics.ts'
import { metricsUnanswered } from './errors.ts'

const MOST_BYTES = 4 * 1024 * 1024

/** The HTTP API of Prometheus and what speaks it (Thanos, Mimir, VictoriaMetrics): `POST /api/v1/query`. */
export const prometheus: Metrics = {
  async query(asked, signal) {
    const address = addressOf(asked.url)
    if (address === undefined) return err(metricsUnanswered(asked.url, 'that is no http or https address'))
    try {
      const answer = await fetch(address, {
        method: 'POST',
        body: new URLSearchParams({ query: asked.query }),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(asked.timeoutMs)]),
        ...(asked.authorization === undefined ? {} : { headers: { authorization: asked.authorization } }),
      })
      return valuesOf(answer.status, await textOf(answer), asked)
    } catch (cause) {
      return err(metricsUnanswered(asked.url, reasonOf(cause, asked), cause))
    }
  },
}

function addressOf(url: string): URL | undefined {
  const base = URL.parse(url)
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '') return undefined
  return new URL(`${base.pathname.replace(/\/$/, '')}/api/v1/query`, base)
}

async function textOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of answer.body ?? []) {
    text += decoder.decode(piece as Uint8Array, { stream: true })
    if (text.length > MOST_BYTES) throw new Error('the answer is too long')
  }
  return text
}

const SAMPLE = z.tuple([z.number(), z.string()])
const ANSWER = z.discriminatedUnion('status', [
  z.object({ status: z.literal('error'), error: z.string() }),
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: SAMPLE })) }),
      z.object({ resultType: z.literal('scalar'), result: SAMPLE }),
    ]),
  }),
])

function valuesOf(status: number, text: string, { url }: MetricsQuery): Result<readonly number[], LongshoreError> {
  const parsed = ANSWER.safeParse(parseJson(text))
  if (parsed.success && parsed.data.status === 'error') return err(metricsUnanswered(url, parsed.data.error))
  if (status !== 200) return err(metricsUnanswered(url, `it answered with status ${String(status)}`))
  if (!parsed.success || parsed.data.status === 'error') {
    return err(metricsUnanswered(url, 'its answer is no vector and no scalar of Prometheus'))
  }
  const { data } = parsed.data
  const samples = data.resultType === 'scalar' ? [data.result] : data.result.map(({ value }) => value)
  return ok(samples.map(([, value]) => numberOf(value)))
}

/** Prometheus spells the infinite ones its own way. */
function numberOf(text: string): number {
  const infinite = /^([+-]?)Inf$/.exec(text)
  return infinite === null ? Number(text) : infinite[1] === '-' ? -Infinity : Infinity
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What fetch rejects with is an Error whose cause says more. */
function reasonOf(error: unknown, { timeoutMs }: MetricsQuery): string {
  const { name, message, cause } = error as Error
  if (name === 'TimeoutError') return `no answer in ${String(timeoutMs / 1000)} s`
  const { message: more } = (cause ?? {}) as Partial<Error>
  return more === undefined || more === '' ? message : more
}
