import { z } from 'zod'

const entry = z.union([z.string(), z.number(), z.boolean()])

/** A map of headers, or Ansible's old text form `Name:value,Name:value`. Values as Python writes them. */
export function headersArg() {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? fromText(value) : value),
      z.record(z.string(), entry, { error: 'expected a map of headers' }),
    )
    .default({})
    .transform((headers) => Object.entries(headers).map(([name, value]) => [name, textOf(value)] as const))
}

function fromText(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const colon = pair.indexOf(':')
      return [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()]
    }),
  )
}

function textOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}
