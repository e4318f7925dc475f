import { coversName } from './host-name.ts'
import type { KnownHost } from './parse-known-hosts.ts'

interface Index {
  /** By each name that stands for itself alone. */
  readonly literal: ReadonlyMap<string, readonly KnownHost[]>
  /** Lines with patterns or hashes, which have to be tried. */
  readonly others: readonly KnownHost[]
  readonly places: ReadonlyMap<KnownHost, number>
  /** What was asked for before: a hash is costly to try. */
  readonly asked: Map<string, readonly KnownHost[]>
}

const indexes = new WeakMap<readonly KnownHost[], Index>()

/** The lines that cover a name, in their order. */
export function linesFor(known: readonly KnownHost[], name: string): readonly KnownHost[] {
  const index = indexes.get(known) ?? indexOf(known)
  indexes.set(known, index)
  const before = index.asked.get(name)
  if (before !== undefined) return before
  const place = (line: KnownHost) => index.places.get(line) ?? 0
  const others = index.others.filter((line) => coversName(line.names, name))
  const lines = [...(index.literal.get(name.toLowerCase()) ?? []), ...others].sort((a, b) => place(a) - place(b))
  index.asked.set(name, lines)
  return lines
}

function indexOf(known: readonly KnownHost[]): Index {
  const literal = new Map<string, KnownHost[]>()
  const others: KnownHost[] = []
  for (const line of known) {
    if (line.names.some((name) => /[*?!|]/.test(name))) others.push(line)
    else {
      for (const name of new Set(line.names.map((each) => each.toLowerCase()))) {
        const lines = literal.get(name)
        if (lines === undefined) literal.set(name, [line])
        else lines.push(line)
      }
    }
  }
  return { literal, others, places: new Map(known.map((line, place) => [line, place])), asked: new Map() }
}
