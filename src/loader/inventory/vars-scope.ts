import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Vars } from '../../model/vars.ts'
import type { Templater, TemplateScope } from '../../ports/templater.ts'

/** Variables of one host for templates in an inventory; each is rendered when it is asked for. */
export function varsScope(vars: Vars, templater: Templater): TemplateScope {
  const resolving = new Set<string>()
  const scope: TemplateScope = {
    get(name) {
      if (!Object.hasOwn(vars, name)) return ok(undefined)
      if (resolving.has(name)) return err(circle(name))
      resolving.add(name)
      const value = templater.renderDeep(vars[name], scope)
      resolving.delete(name)
      return value
    },
    names: () => Object.keys(vars),
  }
  return scope
}

/** What an expression gives, natively typed. Lookups are none of an inventory's (Ansible: Constructable._compose). */
export function compute(
  expression: string,
  scope: TemplateScope,
  templater: Templater,
): Result<unknown, LongshoreError> {
  if (/\b(?:lookup|query|q)\s*\(/.test(expression)) return err(noLookups())
  return templater.render(`{{ ${expression} }}`, scope)
}

function noLookups(): LongshoreError {
  const hint = 'Compute it from variables of the host, or set it in group_vars/'
  return new LongshoreError('TEMPLATE_INVALID', 'an inventory may not look anything up', { hint })
}

function circle(name: string): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', `recursive loop detected in the variable '${name}'`, {
    hint: 'A variable may not need itself',
  })
}
