import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { matchPattern } from '../../model/host-pattern.ts'
import type { HostName } from '../../model/inventory.ts'
import type { Rollout } from '../../model/rollout.ts'
import { gatherPlayFacts } from '../gather-play-facts.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { taskScope } from '../variables/task-scope.ts'
import { stagePatternInvalid } from './errors.ts'
import { planStages, type Stage } from './plan-stages.ts'

/** The stages of a rollout; of one that goes on those that it had. Facts are gathered first where `spread_by` needs what is not known of a host yet. */
export async function layOutStages(run: PlayRun, rollout: Rollout): Promise<Result<readonly Stage[], LongshoreError>> {
  const recorded = run.deps.recordedRollouts?.stages(run.play.name)
  if (recorded !== undefined) return ok(recorded)
  const matched = new Map<string, ReadonlySet<HostName>>()
  for (const size of rollout.stages) {
    if (size.kind !== 'pattern') continue
    const found = matchPattern(run.inventory, size.pattern)
    if (!found.ok) return err(stagePatternInvalid(size.pattern, found.error, rollout.at))
    for (const message of found.value.warnings)
      run.deps.emit({ type: 'warning', message: `rollout: stages: ${message}` })
    matched.set(size.pattern, new Set(found.value.hosts))
  }
  const kinds = await kindsOf(run, rollout)
  return ok(
    planStages({
      hosts: run.batch.map((host) => host.name),
      sizes: rollout.stages,
      kindOf: (host) => kinds.get(host) ?? '',
      matching: (pattern) => matched.get(pattern) ?? new Set(),
    }),
  )
}

async function kindsOf(run: PlayRun, { spreadBy }: Rollout): Promise<ReadonlyMap<HostName, string>> {
  const valuesOf = (host: HostRun) => spreadBy.map((expression) => valueOf(expression, host, run))
  const isUnknown = (host: HostRun) => valuesOf(host).includes(undefined)
  if (run.batch.some(isUnknown)) await gatherPlayFacts(run, run.batch)
  const unknown = run.batch.filter((host) => host.isActive && isUnknown(host))
  if (unknown.length > 0) run.deps.emit({ type: 'warning', message: withoutKind(spreadBy, unknown) })
  return new Map(run.batch.map((host) => [host.name, JSON.stringify(valuesOf(host))]))
}

function valueOf(expression: string, host: HostRun, run: PlayRun): unknown {
  const value = run.deps.templater.evaluate(expression, taskScope(host, [run.play], run))
  return value.ok ? value.value : undefined
}

function withoutKind(spreadBy: readonly string[], hosts: readonly HostRun[]): string {
  const names = hosts.map((host) => host.name).join(', ')
  return `rollout: spread_by: ${spreadBy.join(', ')} is not known of ${names}: taken for a kind of their own`
}
