import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Change, Plan } from '../../model/plan.ts'
import type { Desired, Verdict } from '../../registry/desired/desired.ts'
import type { Owned } from '../../registry/desired/ownership.ts'
import type { RegistryConfigArgs } from './args.ts'
import type { RegistryFacts } from './facts.ts'
import type { RuntimeName } from './runtime-names.ts'

export type ActionClass = 'none' | 'reload' | 'restart-live-restore' | 'restart-stops-containers' | 'staged'

/** What becomes of one runtime of the host. */
export interface Part extends Verdict {
  readonly runtime: RuntimeName
  readonly version: string | undefined
  readonly plan: Plan
  readonly action: ActionClass
  /** Files that are its configuration. */
  readonly files: readonly string[]
  /** Of those of dockerd and containerd, as they are left. */
  readonly checksums?: unknown
  /** How it is seen that it took effect. */
  readonly verified: string
  /** What is Longshore's from now on; scopes that are not named stay as they are. */
  readonly owned: Owned
}

/** What each part is made from. */
export interface Task {
  readonly args: RegistryConfigArgs
  readonly desired: Desired
  readonly facts: RegistryFacts
  readonly owned: Owned
}

export const NOTHING_TO_DO: Plan = { kind: 'in-desired-state' }

export function impossible(error: LongshoreError): Plan {
  return { kind: 'impossible', error }
}

/** One after the other; the first that is impossible makes the whole so. Values are dropped. */
export function joinPlans(plans: readonly Plan[]): Plan {
  const refused = plans.find((plan) => plan.kind === 'impossible')
  if (refused !== undefined) return refused
  const warnings = [...new Set(plans.flatMap((plan) => plan.warnings ?? []))]
  const notes = [...new Set(plans.flatMap((plan) => plan.notes ?? []))]
  const rest = { ...(warnings.length > 0 && { warnings }), ...(notes.length > 0 && { notes }) }
  const changes = plans.filter((plan): plan is Change => plan.kind === 'change')
  if (changes.length === 0) return { kind: 'in-desired-state', ...rest }
  return {
    kind: 'change',
    steps: changes.flatMap(({ steps }) => steps),
    diff: changes.flatMap(({ diff }) => diff ?? []),
    ...rest,
  }
}

export function valuesOf(plan: Plan): Readonly<Record<string, unknown>> {
  return plan.kind === 'impossible' ? {} : ((plan.kind === 'keep' ? {} : plan.values) ?? {})
}
