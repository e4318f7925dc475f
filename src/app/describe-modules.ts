import type { Module, VersionNote } from '../model/module.ts'

export interface ModuleDescription {
  readonly name: string
  readonly summary: string
  readonly runsOn: 'host' | 'controller'
  /** Takes a bare string: `command: uptime`. */
  readonly freeForm: boolean
  readonly args: readonly ArgDescription[]
  readonly returns: readonly { readonly name: string; readonly description: string }[]
  readonly byVersion: readonly VersionNote[]
}

export interface ArgDescription {
  readonly name: string
  readonly aliases: readonly string[]
  /** In words: `text`, `list of text`, `auto | reload`. */
  readonly type: string
  readonly required: boolean
  /** As JSON, or undefined where there is none. */
  readonly default: string | undefined
  readonly description: string
}

/** What a module takes and gives, read from its own schema. Arguments in the order of the module, required ones first. */
export function describeModule(module: Module): ModuleDescription {
  const { properties = {}, required = [] } = module.argsSchema() as Schema
  const aliases = Object.entries(module.aliases ?? {})
  const args = Object.entries(properties)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, schema]) => ({
      name,
      aliases: aliases.flatMap(([alias, target]) => (target === name ? [alias] : [])),
      type: typeOf(schema),
      required: required.includes(name),
      default: schema.default === undefined ? undefined : JSON.stringify(schema.default),
      description: schema.description ?? '',
    }))
  return {
    name: module.name,
    summary: module.summary,
    runsOn: module.kind === 'remote' ? 'host' : 'controller',
    freeForm: module.freeForm,
    args: [...args.filter((arg) => arg.required), ...args.filter((arg) => !arg.required)],
    returns: Object.entries(module.returns ?? {}).map(([name, description]) => ({ name, description })),
    byVersion: module.byVersion?.() ?? [],
  }
}

/** The part of JSON Schema that zod writes. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: string | number | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly default?: unknown
  readonly description?: string
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ')
  if (schema.const !== undefined) return `${schema.const}`
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return [...new Set(choices.map(typeOf))].join(' or ')
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => typeOf({ ...schema, type })).join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`
  if (schema.type === 'object') return mapType(schema)
  return (typeof schema.type === 'string' && TYPE_WORDS[schema.type]) || 'anything'
}

function mapType({ properties, additionalProperties }: Schema): string {
  const keys = Object.keys(properties ?? {})
  if (keys.length > 0) return `map with ${keys.join(', ')}`
  return typeof additionalProperties === 'object' && additionalProperties.type !== undefined
    ? `map to ${typeOf(additionalProperties)}`
    : 'map'
}
