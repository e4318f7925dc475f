/**
 * What became of a host after something failed: `none` needed nothing, `done` undid every started step and each undo
 * verified what it put back, `failed` left something undone, `impossible` could not reach the host.
 */
export type RollbackStatus = 'none' | 'done' | 'failed' | 'impossible'

const WORST_FIRST: readonly RollbackStatus[] = ['failed', 'impossible', 'done', 'none']

/** The worst of several, or undefined where there is none. */
export function worstRollback(found: readonly (RollbackStatus | undefined)[]): RollbackStatus | undefined {
  return WORST_FIRST.find((status) => found.includes(status))
}
