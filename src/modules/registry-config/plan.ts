import type { Plan } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { caMissing } from '../containerd-registry/errors.ts'
import type { RegistryConfigArgs } from './args.ts'
import { buildkitPart } from './buildkit-part.ts'
import { containerdPart } from './containerd-part.ts'
import { containersParts } from './containers-parts.ts'
import { dockerPart } from './docker-part.ts'
import { noRuntime, notExpressible } from './errors.ts'
import type { RegistryFacts } from './facts.ts'
import { k3sParts } from './k3s-part.ts'
import { nerdctlPart } from './nerdctl-part.ts'
import { readRecord, recordPlan } from './owned-record.ts'
import { impossible, joinPlans, type Part, type Task } from './part.ts'
import { rootlessParts } from './rootless/part.ts'
import { snapParts } from './snap-parts.ts'
import { desiredOf } from './wanted.ts'

export function planRegistryConfig(args: RegistryConfigArgs, facts: RegistryFacts): Plan {
  if (facts.own.missing.length > 0) return impossible(caMissing(facts.own.missing))
  const owned = readRecord(facts.own.record)
  if (!owned.ok) return impossible(owned.error)
  const parts = partsOf({ args, desired: desiredOf(args), facts, owned: owned.value })
  if (parts.length === 0) return impossible(noRuntime(args.runtimes))
  const gaps = parts.flatMap((part) => part.notExpressible.map((gap) => `${titleOf(part)}: ${gap}`))
  if (gaps.length > 0 && args.unsupported === 'fail') return impossible(notExpressible(gaps))
  const after = Object.assign({}, owned.value, ...parts.map((part) => part.owned)) as typeof owned.value
  const plan = joinPlans([...parts.map((part) => part.plan), recordPlan(facts.own.record, owned.value, after)])
  if (plan.kind === 'impossible') return plan
  const notes = [...parts.flatMap(notesFor), ...(plan.notes ?? [])]
  const warnings = [...gaps.map((gap) => `cannot be had: ${gap}`), ...(plan.warnings ?? [])]
  return { ...plan, values: valuesFor(parts), notes, ...(warnings.length > 0 && { warnings }) }
}

function partsOf(task: Task): Part[] {
  const { runtimes } = task.args
  const all = [
    dockerPart(task),
    ...snapParts(task),
    ...rootlessParts(task),
    containerdPart(task),
    nerdctlPart(task),
    ...k3sParts(task),
    ...containersParts(task),
    buildkitPart(task),
  ]
  return all.filter((part): part is Part => part !== undefined && (runtimes?.includes(part.runtime) ?? true))
}

function notesFor(part: Part): string[] {
  const applies = part.applies.length === 0 ? 'nothing' : part.applies.join('; ')
  return [
    `${titleOf(part)} (${part.action}): ${applies}`,
    ...part.notExpressible.map((gap) => `${titleOf(part)} cannot have ${gap}`),
  ]
}

function titleOf({ runtime, version }: Part): string {
  return version === undefined ? runtime : `${runtime} ${version}`
}

function valuesFor(parts: readonly Part[]): Vars {
  return {
    checksums: Object.assign({}, ...parts.map(({ checksums }) => checksums)) as Vars,
    runtimes: parts.map((part) => ({
      runtime: part.runtime,
      version: part.version ?? null,
      applies: [...part.applies],
      not_expressible: [...part.notExpressible],
      action: part.action,
      files: [...part.files],
      verified: part.verified,
    })),
  }
}
