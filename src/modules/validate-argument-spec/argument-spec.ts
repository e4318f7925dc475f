import { z } from 'zod'
import { ARG_TYPES } from './convert.ts'

/** One argument of an `argument_specs` entry. Keys that document it are taken and mean nothing. */
export interface ArgumentSpec {
  readonly type?: string | undefined
  readonly required?: boolean | undefined
  readonly default?: unknown
  readonly choices?: readonly unknown[] | undefined
  readonly elements?: string | undefined
  readonly aliases?: readonly string[] | undefined
  readonly options?: Readonly<Record<string, ArgumentSpec>> | undefined
}

const typeName = z.enum(ARG_TYPES, { error: `expected one of ${ARG_TYPES.join(', ')}` })

const argumentSpec: z.ZodType<ArgumentSpec> = z.lazy(() =>
  z.looseObject({
    type: typeName.optional(),
    required: z.boolean({ error: 'expected true or false' }).optional(),
    choices: z.array(z.unknown(), { error: 'expected a list' }).optional(),
    elements: typeName.optional(),
    aliases: z.array(z.string(), { error: 'expected a list of names' }).optional(),
    options: argumentSpecs.nullish().transform((options) => options ?? undefined),
  }),
)

/** Arguments by name: what stands below `options:`. */
export const argumentSpecs = z.record(
  z.string(),
  z.preprocess((value) => value ?? {}, argumentSpec),
  { error: 'expected arguments by name' },
)
