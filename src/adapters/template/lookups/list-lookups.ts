import { randomInt } from 'node:crypto'
import { asMap, isRecord } from '../filters/filter.ts'
import { tupleOf } from '../python/values.ts'
import { subelements } from './subelements.ts'
import { flattened, LookupError, type Lookup } from './lookup.ts'

/** Lookups that shape what they are given: what `with_items`, `with_dict` and the like loop over. */
export const listLookups = {
  items: ({ terms }) => flattened(terms),
  list: ({ terms }) => terms,
  dict: ({ terms }) =>
    flattened(terms.map((term) => (Array.isArray(term) && term.length === 0 ? [term] : term))).flatMap((term) => {
      if (!isRecord(term)) throw new LookupError('with_dict expects a dict')
      return Object.entries(asMap(term)).map(([key, value]) => ({ key, value }))
    }),
  indexed_items: ({ terms }) => flattened(terms).map((item, index) => tupleOf([index, item])),
  random_choice: ({ terms }) => (terms.length === 0 ? [] : [terms[randomInt(terms.length)]]),
  nested: ({ terms }) => {
    if (terms.length === 0) throw new LookupError('with_nested requires at least one element in the nested list')
    return terms
      .map(asTerms)
      .reduce<readonly (readonly unknown[])[]>(
        (rows, list) => rows.flatMap((row) => list.map((item) => flattened([...row, item]))),
        [[]],
      )
  },
  together: ({ terms }) => {
    if (terms.length === 0) throw new LookupError('with_together requires at least one element in each list')
    const lists = terms.map(asTerms)
    const length = Math.max(...lists.map((list) => list.length))
    return Array.from({ length }, (_, index) => flattened(lists.map((list) => list[index] ?? null)))
  },
  subelements: ({ terms }) => subelements(terms),
} satisfies Readonly<Record<string, Lookup>>

function asTerms(term: unknown): readonly unknown[] {
  return Array.isArray(term) ? term : [term]
}
