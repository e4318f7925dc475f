import { UnsafeText } from '../../model/opaque-text.ts'
import type { ControllerContext } from '../../model/controller-module.ts'
import type { Vars } from '../../model/vars.ts'

/** Maps of these variables on top of those that the host has under the same names; anything else as it is. */
export function mergedVars(found: Vars, context: Pick<ControllerContext, 'evaluate'>): Vars {
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => {
      const before = isMap(value) ? context.evaluate(name) : undefined
      return [name, before?.ok === true && isMap(before.value) && isMap(value) ? merged(before.value, value) : value]
    }),
  )
}

function merged(before: Vars, on: Vars): Vars {
  const result: Record<string, unknown> = Object.fromEntries(
    Object.entries(before).map(([name, value]) => [name, asData(value)]),
  )
  for (const [name, value] of Object.entries(on)) {
    const known = before[name]
    result[name] = isMap(known) && isMap(value) ? merged(known, value) : value
  }
  return result
}

/** What was rendered once is not rendered again. */
function asData(value: unknown): unknown {
  if (typeof value === 'string') return new UnsafeText(value)
  if (Array.isArray(value)) return value.map(asData)
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asData(item)])) : value
}

function isMap(value: unknown): value is Vars {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof UnsafeText)
}
