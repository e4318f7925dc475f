import { pythonJson } from '../module-utils/python-json.ts'

/** Names and values of a form: of a map, or of a list of pairs; a value that is a list gives its name once for each item. */
export function formPairs(body: unknown): [string, string][] | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const entries: readonly unknown[] = Array.isArray(body) ? body : Object.entries(body)
  if (!entries.every(isPair)) return undefined
  return entries.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item): [string, string] => [formText(name), formText(item)]),
  )
}

function isPair(entry: unknown): entry is readonly [unknown, unknown] {
  return Array.isArray(entry) && entry.length === 2
}

/** As Python writes it. */
function formText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return value === null || value === undefined ? 'None' : pythonJson(value)
}
