export interface TagSelection {
  /** Empty: `all`. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/**
 * Whether a task with these tags (its own and inherited) runs. Ansible's rules: `always` runs unless it is skipped by
 * name, `never` runs only when it or another of the task's tags is asked for; `tagged`, `untagged` and `all` are special.
 */
export function isSelected(tags: readonly string[], selection: TagSelection): boolean {
  return isWanted(tags, selection.only) && !isSkipped(tags, selection)
}

function isWanted(tags: readonly string[], only: readonly string[]): boolean {
  const asked = only.length === 0 ? ['all'] : only
  if (tags.includes('always')) return true
  if (asked.includes('all') && !tags.includes('never')) return true
  if (tags.some((tag) => asked.includes(tag))) return true
  if (asked.includes('tagged') && tags.length > 0 && !tags.includes('never')) return true
  return asked.includes('untagged') && tags.length === 0
}

function isSkipped(tags: readonly string[], selection: TagSelection): boolean {
  const { skip } = selection
  if (skip.length === 0) return false
  if (skip.includes('all') && !(tags.includes('always') && !skip.includes('always'))) return true
  if (tags.some((tag) => skip.includes(tag))) return true
  if (skip.includes('tagged') && tags.length > 0) return true
  return skip.includes('untagged') && tags.length === 0
}
