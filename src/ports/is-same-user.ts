import { isDeepStrictEqual } from 'node:util'
import type { Become } from './connection.ts'

/** Whether two programs run as the same user, got to in the same way. */
export function isSameUser(one: Become | undefined, other: Become | undefined): boolean {
  const { password: first, ...rest } = one ?? {}
  const { password: second, ...otherRest } = other ?? {}
  return first?.reveal() === second?.reveal() && isDeepStrictEqual(rest, otherRest)
}
