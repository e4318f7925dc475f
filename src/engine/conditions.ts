import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Condition } from '../model/playbook.ts'
import type { EngineDeps } from './engine-deps.ts'
import { conditionFailed, lookupInRendered } from './variable-errors.ts'
import type { Templater, TemplateScope } from '../ports/templater.ts'

type Judging = Pick<EngineDeps, 'templater' | 'emit'>

/** The first condition that does not hold, or undefined when all hold. */
export function firstFalse(
  conditions: readonly Condition[],
  scope: TemplateScope,
  deps: Judging,
): Result<Condition | undefined, LongshoreError> {
  for (const condition of conditions) {
    const value = holds(condition, scope, deps)
    if (!value.ok) return value
    if (!value.value) return ok(condition)
  }
  return ok(undefined)
}

/** Whether every condition holds; none at all does. */
export function allHold(
  conditions: readonly Condition[],
  scope: TemplateScope,
  deps: Judging,
): Result<boolean, LongshoreError> {
  const broken = firstFalse(conditions, scope, deps)
  return broken.ok ? ok(broken.value === undefined) : broken
}

/** A condition of nothing holds (Ansible: `Conditional._check_conditional`). */
function holds(condition: Condition, scope: TemplateScope, deps: Judging): Result<boolean, LongshoreError> {
  const { expression, inBraces, at } = condition
  if (typeof expression === 'boolean') return ok(expression)
  if (expression === '') return ok(true)
  if (inBraces !== undefined || deps.templater.hasTemplate(expression)) warnOfBraces(condition, deps)
  const value = evaluated(expression, scope, deps.templater)
  if (value.ok) return ok(isTruthy(value.value))
  return err(conditionFailed(expression, value.error, at))
}

const warned = new WeakSet<Condition>()

function warnOfBraces(condition: Condition, { emit }: Judging): void {
  if (warned.has(condition)) return
  warned.add(condition)
  const found = condition.inBraces ?? String(condition.expression)
  const message =
    'conditional statements should not include jinja2 templating delimiters such as {{ }} or {% %}. ' +
    `Found: ${found}`
  emit({ type: 'warning', message })
}

/** What a condition comes to, with or without braces in it. */
export function evaluated(
  expression: string,
  scope: TemplateScope,
  templater: Templater,
): Result<unknown, LongshoreError> {
  return templater.hasTemplate(expression)
    ? rendered(expression, scope, templater)
    : templater.evaluate(expression, scope)
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
