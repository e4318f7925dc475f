import type { Plan } from '../../model/plan.ts'

/** The plan, with what its operator should know besides. */
export function withWarnings(plan: Plan, warnings: readonly string[]): Plan {
  if (warnings.length === 0 || plan.kind === 'impossible' || plan.kind === 'skip') return plan
  return { ...plan, warnings: [...(plan.warnings ?? []), ...warnings] }
}
