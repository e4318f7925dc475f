import type { Fact, FactSheet, Gathered } from '../../model/fact.ts'

/** Facts of several modules as one sheet, in which a fact that two of them ask for stands once. */
export function sharedFacts(sheets: Readonly<Record<string, FactSheet>>): FactSheet {
  const all: Record<string, Fact<unknown>> = {}
  for (const fact of Object.values(sheets).flatMap((sheet) => Object.values(sheet))) all[keyOf(fact)] = fact
  return all
}

/** What was gathered, as each module wants it. */
export function factsOf<S extends FactSheet>(sheet: S, gathered: Readonly<Record<string, unknown>>): Gathered<S> {
  const own = Object.entries(sheet).map(([key, fact]) => [key, gathered[keyOf(fact)]])
  return Object.fromEntries(own) as Gathered<S>
}

function keyOf({ name, command }: Fact<unknown>): string {
  return JSON.stringify([name, command])
}
