import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { isOpaque } from '../../model/opaque-text.ts'
import type { Templater, TemplateScope } from '../../ports/templater.ts'
import { tooDeep } from './errors.ts'
import { pythonStr } from './python/text.ts'
import { isDict } from './python/values.ts'

const DEEPEST = 100

/** Renders every text in lists and dictionaries, keys too. Instances such as `Secret` pass as they are. */
export function renderDeep(
  templater: Templater,
  value: unknown,
  scope: TemplateScope,
  depth = 0,
): Result<unknown, LongshoreError> {
  if (typeof value === 'string') return templater.render(value, scope)
  if (typeof value !== 'object' || value === null) return ok(value)
  if (isOpaque(value)) return value.open()
  if (depth > DEEPEST) return err(tooDeep())
  if (Array.isArray(value)) {
    const items: unknown[] = []
    for (const item of value as readonly unknown[]) {
      const rendered = renderDeep(templater, item, scope, depth + 1)
      if (!rendered.ok) return rendered
      items.push(rendered.value)
    }
    return ok(items)
  }
  if (!isDict(value)) return ok(value)
  const map: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const name = templater.render(key, scope)
    if (!name.ok) return name
    const rendered = renderDeep(templater, item, scope, depth + 1)
    if (!rendered.ok) return rendered
    map[pythonStr(name.value)] = rendered.value
  }
  return ok(map)
}
