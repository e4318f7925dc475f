import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Condition } from '../model/playbook.ts'
import { conditionFailed, lookupInRendered } from './errors.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'

/** The first condition that does not hold, or undefined when all hold. */
export function firstFalse(
  conditions: readonly Condition[],
  scope: TemplateScope,
  templater: Templater,
): Result<Condition | undefined, LongshoreError> {
  for (const condition of conditions) {
    const value = holds(condition, scope, templater)
    if (!value.ok) return value
    if (!value.value) return ok(condition)
  }
  return ok(undefined)
}

/** Whether every condition holds; none at all does. */
export function allHold(
  conditions: readonly Condition[],
  scope: TemplateScope,
  templater: Templater,
): Result<boolean, LongshoreError> {
  const broken = firstFalse(conditions, scope, templater)
  return broken.ok ? ok(broken.value === undefined) : broken
}

/** A condition of nothing holds (Ansible: `Conditional._check_conditional`). */
function holds(condition: Condition, scope: TemplateScope, templater: Templater): Result<boolean, LongshoreError> {
  const { expression, at } = condition
  if (typeof expression === 'boolean') return ok(expression)
  if (expression === '') return ok(true)
  const value = templater.hasTemplate(expression)
    ? rendered(expression, scope, templater)
    : templater.evaluate(expression, scope)
  if (value.ok) return ok(isTruthy(value.value))
  return err(conditionFailed(expression, value.error, at))
}

/**
 * Braces in a condition: text that they give is the expression (ansible-core before 2.19). It may come from a host, so it
 * must not look anything up on the controller.
 */
function rendered(text: string, scope: TemplateScope, templater: Templater): Result<unknown, LongshoreError> {
  const expression = templater.render(text, scope)
  if (!expression.ok || typeof expression.value !== 'string' || expression.value === '') return expression
  if (/\b(lookup|query|q)\s*\(/.test(expression.value)) return err(lookupInRendered(expression.value))
  return templater.evaluate(expression.value, scope)
}

/** Python's truth: zero, empty text, empty lists and maps, and none are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}
