import { identityOf, isAlive } from '../adapters/run-store/process-identity.ts'
import { authorText } from '../model/author-text.ts'
import type { RunAuthor } from '../model/run-event/run-author.ts'
import type { LockHolder } from '../ports/lock-holder.ts'

/** This process, as other runs find it at a lock. */
export function lockHolder(author: RunAuthor): LockHolder {
  return {
    by: authorText(author),
    process: identityOf(process.pid),
    isGone: (other) => !isAlive(other),
  }
}
