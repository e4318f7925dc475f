/** What Longshore itself put on a host: to each runtime, to each key of its configuration, the entries. */
export type Owned = Readonly<Record<string, OwnedKeys>>

export type OwnedKeys = Readonly<Record<string, readonly string[]>>

export interface Claimed {
  /** What shall be in place. */
  readonly entries: readonly string[]
  /** Those of them that Longshore put there. */
  readonly owned: readonly string[]
}

export interface Claim {
  readonly present: readonly string[]
  readonly desired: readonly string[]
  readonly owned: readonly string[]
  /** Entries of others go too. */
  readonly exclusive: boolean
  /** Two spellings of one entry have the same. Default: the text itself. */
  readonly same?: (entry: string) => string
}

/**
 * Desired entries in their order, then those of others, which stay. An entry that Longshore put there and that is no
 * longer desired goes. One that others put there stays theirs, desired or not.
 */
export function claimEntries({ present, desired, owned, exclusive, same = (entry) => entry }: Claim): Claimed {
  const keys = (entries: readonly string[]) => new Set(entries.map(same))
  const [there, wanted, ours] = [keys(present), keys(desired), keys(owned)]
  const others = present.filter((entry) => !wanted.has(same(entry)) && !ours.has(same(entry)))
  return {
    entries: [...desired, ...(exclusive ? [] : others)],
    owned: desired.filter((entry) => exclusive || ours.has(same(entry)) || !there.has(same(entry))),
  }
}

export interface ClaimedValue {
  /** Undefined: leave it alone. Null: clear it. */
  readonly value: unknown
  readonly owned: readonly string[]
}

/** A key with one value. What others wrote in its place since is theirs. */
export function claimValue(present: unknown, desired: unknown, owned: readonly string[]): ClaimedValue {
  const text = JSON.stringify(desired)
  if (desired !== undefined) {
    const isOthers = JSON.stringify(present) === text && !owned.includes(text)
    return { value: desired, owned: isOthers ? [] : [text] }
  }
  const isOurs = present !== undefined && owned.includes(JSON.stringify(present))
  return { value: isOurs ? null : undefined, owned: [] }
}

/** Keys without entries are left out. */
export function withoutEmpty(keys: OwnedKeys): OwnedKeys {
  return Object.fromEntries(Object.entries(keys).filter(([, entries]) => entries.length > 0))
}
