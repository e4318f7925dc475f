import type { Keywords } from '../model/playbook.ts'

/** The keywords around a task: the play's, each block's and its own, outermost first. */
export type KeywordChain = readonly Keywords[]

/** A keyword's value where it is set nearest to the task, or undefined where nothing sets it. */
export function nearest<K extends keyof Keywords>(chain: KeywordChain, keyword: K): Keywords[K] | undefined {
  for (let index = chain.length - 1; index >= 0; index--) {
    const value = chain[index]?.[keyword]
    if (value !== undefined) return value
  }
  return undefined
}

/** The collections that short names are looked for in: a role has its own, and none of those around it. */
export function collectionsAround(chain: KeywordChain): readonly string[] {
  const around = chain.findLast(({ role, collections }) => role !== undefined || collections !== undefined)
  return around?.role?.collections ?? around?.collections ?? []
}

/** Tags add up from the outside in. */
export function allTags(chain: KeywordChain): readonly string[] {
  return chain.flatMap((keywords) => keywords.tags)
}
