import * as z from 'zod'

/**
 * JSON Schema of a module's arguments as an operator writes them. Zod leaves out the default of a loosely typed argument,
 * and takes a required one for optional, since anything may go in: both are read from what comes out.
 */
export function argsSchema(args: z.ZodType): unknown {
  const written = objectSchema(z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }))
  const parsed = objectSchema(z.toJSONSchema(args, { io: 'output', unrepresentable: 'any' }))
  const properties = Object.fromEntries(
    Object.entries(written.properties).map(([name, property]) => {
      const fallback = parsed.properties[name]?.default
      return [name, fallback === undefined ? property : { ...property, default: fallback }]
    }),
  )
  const required = parsed.required.filter((name) => properties[name]?.default === undefined)
  return { ...written, properties, required }
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, { readonly default?: unknown }>>
  readonly required: readonly string[]
}

function objectSchema(schema: Partial<Record<string, unknown>>): ObjectSchema {
  const { properties, required } = schema as Partial<ObjectSchema>
  return { ...schema, properties: properties ?? {}, required: required ?? [] }
}
