import { randomInt } from 'node:crypto'
import { asMap, isRecord, isTruthy } from '../filters/filter.ts'
import { subelements } from '../filters/subelements.ts'
import { flattened, LookupError, type Lookup } from './lookup.ts'

/** Lookups that shape what they are given: what `with_items`, `with_dict` and the like loop over. */
export const listLookups = {
  items: ({ terms }) => flattened(terms),
  list: ({ terms }) => terms,
  dict: ({ terms }) =>
    flattened(terms).flatMap((term) => {
      if (!isRecord(term)) throw new LookupError('it expects a dictionary')
      return Object.entries(asMap(term)).map(([key, value]) => ({ key, value }))
    }),
  indexed_items: ({ terms }) => flattened(terms).map((item, index) => [index, item]),
  random_choice: ({ terms }) => (terms.length === 0 ? [] : [terms[randomInt(terms.length)]]),
  nested: ({ terms }) => {
    if (terms.length === 0) throw new LookupError('it needs at least one list')
    return terms
      .map(asTerms)
      .reduce<readonly (readonly unknown[])[]>(
        (rows, list) => rows.flatMap((row) => list.map((item) => flattened([...row, item]))),
        [[]],
      )
  },
  together: ({ terms }) => {
    if (terms.length === 0) throw new LookupError('it needs at least one list')
    const lists = terms.map(asTerms)
    const length = Math.max(...lists.map((list) => list.length))
    return Array.from({ length }, (_, index) => flattened(lists.map((list) => list[index] ?? null)))
  },
  /** The elements without the list itself, unlike those of the filter. */
  subelements: ({ terms }) => {
    const skipMissing = isRecord(terms[2]) && isTruthy(terms[2].skip_missing)
    const first = typeof terms[1] === 'string' ? terms[1].split('.')[0] : ''
    return subelements(terms[0], terms[1], skipMissing).map(([element, item]) => [
      Object.fromEntries(Object.entries(asMap(element)).filter(([name]) => name !== first)),
      item,
    ])
  },
} satisfies Readonly<Record<string, Lookup>>

function asTerms(term: unknown): readonly unknown[] {
  return Array.isArray(term) ? term : [term]
}
