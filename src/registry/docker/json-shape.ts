/** What Go's decoder accepts for a value below a key of daemon.json. Fields that are not named are skipped by it. */
export type JsonShape =
  | 'text'
  | 'integer'
  | 'boolean'
  | { readonly list: JsonShape }
  | { readonly map: JsonShape }
  | { readonly fields: Readonly<Record<string, JsonShape>> }

const ULIMIT: JsonShape = { fields: { Name: 'text', Hard: 'integer', Soft: 'integer' } }

const GC_RULE: JsonShape = { fields: { all: 'boolean', keepStorage: 'text', filter: { list: 'text' } } }

/** Keys whose value has parts. Source: moby daemon/config/config.go, builder.go, api/types. */
export const SHAPES: Readonly<Record<string, JsonShape>> = {
  'log-opts': { map: 'text' },
  features: { map: 'boolean' },
  runtimes: { map: { fields: { path: 'text', runtimeArgs: { list: 'text' } } } },
  'default-ulimits': { map: ULIMIT },
  'default-address-pools': { list: { fields: { base: 'text', size: 'integer' } } },
  'default-network-opts': { map: { map: 'text' } },
  builder: {
    fields: { gc: { fields: { enabled: 'boolean', defaultKeepStorage: 'text', policy: { list: GC_RULE } } } },
  },
}

/** Where a value differs from its shape: the path to it and what belongs there. `null` stands for "not set" everywhere. */
export interface ShapeProblem {
  readonly path: readonly string[]
  readonly wanted: string
  readonly value: unknown
}

export function shapeProblem(value: unknown, shape: JsonShape, path: readonly string[] = []): ShapeProblem | undefined {
  if (value === null) return undefined
  if (typeof shape === 'string') return hasPlainType(value, shape) ? undefined : { path, wanted: PLAIN[shape], value }
  if ('list' in shape) {
    if (!Array.isArray(value)) return { path, wanted: 'a list', value }
    return firstOf(value.map((item, index) => shapeProblem(item, shape.list, [...path, String(index)])))
  }
  if (typeof value !== 'object' || Array.isArray(value)) return { path, wanted: 'an object in { }', value }
  return firstOf(
    Object.entries(value).map(([name, inner]) => {
      const own = 'map' in shape ? shape.map : shape.fields[name]
      return own === undefined ? undefined : shapeProblem(inner, own, [...path, name])
    }),
  )
}

const PLAIN = { text: 'a text', integer: 'a whole number', boolean: 'true or false' } as const

function hasPlainType(value: unknown, shape: keyof typeof PLAIN): boolean {
  if (shape === 'text') return typeof value === 'string'
  return shape === 'boolean' ? typeof value === 'boolean' : Number.isInteger(value)
}

function firstOf<T>(items: readonly (T | undefined)[]): T | undefined {
  return items.find((item) => item !== undefined)
}
