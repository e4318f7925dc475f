import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { MetricsGate } from '../../model/rollout.ts'
import type { MetricsQuery } from '../../ports/metrics.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import type { Layer } from '../variables/layer.ts'
import type { LayeredScope } from '../variables/layered-scope.ts'
import { taskScope } from '../variables/task-scope.ts'
import type { GateVerdict } from './run-gates.ts'

/**
 * Asks until what `until` says holds of every value, as often as there are retries. An answer of which it does not hold is a
 * failure; no answer, and one without a value, say nothing. Variables are those of the first host.
 */
export async function askMetrics(gate: MetricsGate, host: HostRun, run: PlayRun): Promise<GateVerdict> {
  const scope = taskScope(host, [run.play], run)
  const query = queryOf(gate, scope, run)
  if (!query.ok) return unclear(query.error.message)
  const { metrics, clock } = run.deps
  const { starting } = run.signals
  if (metrics === undefined) return unclear('nobody here can ask a server')
  for (let left = gate.retries; ; left--) {
    const answer = await metrics.query(query.value, starting)
    const verdict = answer.ok ? judged(answer.value, gate, scope, run) : unclear(answer.error.message)
    if (verdict.outcome === 'passed' || left === 0 || starting.aborted) return verdict
    await clock.sleep(gate.delayMs, starting)
  }
}

function unclear(reason: string): GateVerdict {
  return { outcome: 'inconclusive', reason }
}

function judged(values: readonly number[], gate: MetricsGate, scope: LayeredScope, { deps }: PlayRun): GateVerdict {
  if (values.length === 0) return unclear('the query gives no value')
  if (values.some(Number.isNaN)) return unclear('the query gives NaN')
  for (const value of values) {
    const layer: Layer = { vars: { value }, templated: false }
    const holds = deps.templater.evaluate(gate.until, scope.with(layer))
    if (!holds.ok) return unclear(holds.error.message)
    if (holds.value !== true) return { outcome: 'failed', reason: `${String(value)}: '${gate.until}' does not hold` }
  }
  return { outcome: 'passed' }
}

function queryOf(gate: MetricsGate, scope: LayeredScope, { deps }: PlayRun): Result<MetricsQuery, LongshoreError> {
  const rendered = deps.templater.renderDeep(gate.terms, scope)
  if (!rendered.ok) return err(rendered.error)
  const terms = rendered.value as MetricsGate['terms']
  const text = (key: keyof MetricsGate['terms']) => textOf(terms[key])
  const authorization = authorizationOf(text('bearerToken'), text('user'), text('password'))
  const login = authorization === undefined ? {} : { authorization }
  return ok({ url: text('url') ?? '', query: text('query') ?? '', timeoutMs: gate.timeoutMs, ...login })
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return JSON.stringify(value)
}

function authorizationOf(token: string | undefined, user: string | undefined, password: string | undefined) {
  if (token !== undefined) return `Bearer ${token}`
  return user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`
}
