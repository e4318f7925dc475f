import { err, ok } from '../../base/result.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { Vars } from '../../model/vars.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import { errorAt, nameNeedsItself } from './errors.ts'
import { isTemplate } from './fields.ts'
import type { Reading } from './reading.ts'

/**
 * The name of an imported file or role, rendered with what is known before the run: extra vars and the variables around
 * it. Undefined where it cannot be.
 */
export function knownText(reading: Reading, text: string, own: Vars, at: SourcePosition): string | undefined {
  const { render, extraVars } = reading.checks
  if (!isTemplate(text) || render === undefined) return text
  const rendered = render(text, scopeOf({ ...reading.place.vars, ...own, ...extraVars }, render, []))
  if (rendered.ok) return String(rendered.value)
  const hint = 'An import is read before the run: facts and registered variables need include_tasks or include_role'
  const message = `Error when evaluating variable in import path: ${text}.`
  reading.problem(errorAt(rendered.error, at).message, at, hint, { message })
  return undefined
}

type Render = NonNullable<Reading['checks']['render']>

function scopeOf(vars: Vars, render: Render, asked: readonly string[]): TemplateScope {
  const scope: TemplateScope = {
    get(name) {
      const value = vars[name]
      if (typeof value !== 'string' || !isTemplate(value)) return ok(value)
      if (asked.includes(name)) return err(nameNeedsItself(name))
      return render(value, scopeOf(vars, render, [...asked, name]))
    },
  }
  return scope
}
