/** Databases whose values stand between colons. */
const WITH_COLONS: ReadonlySet<string> = new Set(['passwd', 'shadow', 'group', 'gshadow'])

type Entry = readonly string[]

/** The lines of getent by their first value; of a key that comes twice, a list of its entries (Ansible). */
export function parseEntries(
  text: string,
  database: string,
  split: string | undefined,
): Readonly<Record<string, Entry | readonly Entry[]>> {
  const entries = new Map<string, Entry[]>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [key = '', ...values] = valuesOf(line, split ?? (WITH_COLONS.has(database) ? ':' : undefined))
    entries.set(key, [...(entries.get(key) ?? []), values])
  }
  return Object.fromEntries([...entries].map(([key, found]) => [key, found.length > 1 ? found : (found[0] ?? [])]))
}

function valuesOf(line: string, split: string | undefined): Entry {
  return split === undefined ? line.trim().split(/\s+/) : line.split(split)
}
