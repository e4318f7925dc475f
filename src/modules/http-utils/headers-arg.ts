import * as z from 'zod'

const entry = () => z.union([z.string(), z.number(), z.boolean()])

/** A map of headers, or a text of JSON, of `Name=value,...`, or Ansible's old form `Name:value,...`. Values as Python writes them. */
export function headersArg() {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? fromText(value) : value),
      z.record(z.string(), entry(), { error: 'expected a map of headers' }),
    )
    .default({})
    .transform((headers) => Object.entries(headers).map(([name, value]) => [name, textOf(value)] as const))
}

function fromText(text: string): unknown {
  if (text.trim().startsWith('{')) return parsed(text)
  const sign = text.includes(':') ? ':' : '='
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf(sign)
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function textOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}
