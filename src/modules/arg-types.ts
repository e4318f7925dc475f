import * as z from 'zod'
import { pythonText } from '../model/python-text.ts'
import { pythonClass } from './python-class.ts'

/**
 * Argument types as Ansible reads them: loosely, since templates and k=v arguments give text. Sources of the rules:
 * Ansible's documented argument types (bool, int, list, path, raw).
 */

const TRUE_WORDS = new Set(['y', 'yes', 'on', '1', 'true', 't'])
const FALSE_WORDS = new Set(['n', 'no', 'off', '0', 'false', 'f'])

export function boolArg() {
  return z.preprocess(
    (value) => {
      const word = String(value).toLowerCase()
      if (typeof value !== 'string' && typeof value !== 'number') return value
      if (TRUE_WORDS.has(word)) return true
      return FALSE_WORDS.has(word) ? false : value
    },
    z.boolean({
      error: ({ input }) => `unable to convert to bool: The value '${String(input)}' is not a valid boolean`,
    }),
  )
}

/** Ansible's loose reading of a truth: what is none of its words is false. */
export function isTruthWord(value: unknown): boolean {
  return TRUE_WORDS.has(String(value).toLowerCase())
}

export function intArg() {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^[+-]?\d+$/.test(value.trim()) ? Number(value) : value),
    z.int({ error: ({ input }) => `unable to convert to int: ${pythonClass(input)} cannot be converted to an int` }),
  )
}

export function numberArg() {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    z.number({ error: 'expected a number' }),
  )
}

/** Text; numbers and booleans are taken as Ansible writes them. */
export function textArg() {
  return z.preprocess(
    (value) => {
      if (typeof value === 'boolean') return value ? 'True' : 'False'
      return typeof value === 'number' ? String(value) : value
    },
    z.string({ error: 'expected text' }),
  )
}

/** Text; a list or a map is taken as Python writes it, and null as nothing. */
export function anyTextArg() {
  return z.preprocess(
    (value) => (value === null || value === undefined ? undefined : pythonText(value)),
    z.string().optional(),
  )
}

export function pathArg() {
  return textArg().pipe(z.string().min(1, { error: 'expected a path, found nothing' }))
}

/** A list of texts; one text is split at commas, as Ansible does. */
export function textListArg() {
  return z.preprocess(
    (value) => {
      if (typeof value === 'string') return value === '' ? [] : value.split(',').map((part) => part.trim())
      return typeof value === 'number' ? [String(value)] : value
    },
    z.array(textArg(), { error: 'expected a list of texts' }),
  )
}

/** 1 or more; null where it shall be the default. */
export function countArg() {
  return intArg()
    .refine((count) => count >= 1, { error: 'expected 1 or more' })
    .nullish()
}

const SYMBOLIC_MODE = /^([ugoa]*[=+-][rwxXstugo]*)(,[ugoa]*[=+-][rwxXstugo]*)*$/

const BITS = { error: 'mode must be in octal or symbolic form, such as "0644" or "u=rw,g=r"' }

/**
 * Permission bits: octal text (`"0644"`), a number (YAML's 0644 is 420 by then), or chmod's symbolic form, which is kept
 * as text and needs the file's present mode (`resolveMode`).
 */
export function modeArg() {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^0?[0-7]{1,4}$/.test(value) ? Number.parseInt(value, 8) : value),
    z.union(
      [z.int(BITS).min(0, BITS).max(0o7777, BITS), z.string(BITS).regex(SYMBOLIC_MODE, BITS), z.literal('preserve')],
      BITS,
    ),
  )
}

export type Mode = z.output<ReturnType<typeof modeArg>>

/**
 * The arguments of a module, of these names and no others. They are built when somebody asks for them: a run asks for those
 * of the few modules that it names.
 */
export function argsObject<S extends z.core.$ZodLooseShape>(shape: () => S): z.ZodObject<S, z.core.$strict> {
  let built: z.ZodObject<S, z.core.$strict> | undefined
  const args = () => (built ??= z.strictObject(shape()) as unknown as z.ZodObject<S, z.core.$strict>)
  return new Proxy({} as z.ZodObject<S, z.core.$strict>, {
    get: (_target, key): unknown => Reflect.get(args(), key),
    has: (_target, key) => Reflect.has(args(), key),
  })
}
