import * as z from 'zod'
import { ARG_TYPES } from './convert.ts'
import type { ArgumentGroups } from './group-problems.ts'

/** One argument of an `argument_specs` entry, with what holds between those of its `options`. Keys that document it are taken and mean nothing. */
export interface ArgumentSpec extends ArgumentGroups {
  readonly type?: string | undefined
  readonly required?: boolean | undefined
  readonly default?: unknown
  readonly choices?: readonly unknown[] | undefined
  readonly elements?: string | undefined
  readonly aliases?: readonly string[] | undefined
  readonly options?: Readonly<Record<string, ArgumentSpec>> | undefined
}

const typeName = z.enum(ARG_TYPES, { error: `expected one of ${ARG_TYPES.join(', ')}` })

const names = z.array(z.array(z.string()), { error: 'expected a list of lists of names' })

const argumentSpec: z.ZodType<ArgumentSpec> = z.lazy(() =>
  z.looseObject({
    type: typeName.optional(),
    required: z.boolean({ error: 'expected true or false' }).optional(),
    choices: z.array(z.unknown(), { error: 'expected a list' }).optional(),
    elements: typeName.optional(),
    aliases: z.array(z.string(), { error: 'expected a list of names' }).optional(),
    mutually_exclusive: names.optional(),
    required_together: names.optional(),
    required_one_of: names.optional(),
    required_if: z.array(z.array(z.unknown()), { error: 'expected a list of conditions' }).optional(),
    required_by: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    options: argumentSpecs.nullish().transform((options) => options ?? undefined),
  }),
)

/** Arguments by name: what stands below `options:`. */
export const argumentSpecs = z.record(
  z.string(),
  z.preprocess((value) => value ?? {}, argumentSpec),
  { error: 'expected arguments by name' },
)
