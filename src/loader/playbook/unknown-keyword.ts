import { didYouMean } from '../../base/nearest-name.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { YamlEntry } from '../yaml/yaml-node.ts'
import { isNotYet, KEYWORDS, levelsOf, type Level } from './keyword-levels.ts'
import type { Reading } from './reading.ts'

export const NOT_YET_HINT = 'Remove it: nothing would act on it'

/**
 * Reports a key that does not belong at this level: not there yet, of another level, or a slip. `at` is where the play, block
 * or task begins: ansible-core names that place. Beside the `action` of a task
 * ansible-core takes it for another action, and scripts look for those words.
 */
export function unknownKeyword(
  reading: Reading,
  entry: YamlEntry,
  level: Level,
  at: SourcePosition,
  action?: string,
  conflict?: string,
): void {
  const { key, keyAt } = entry
  const attribute = `'${key}' is not a valid attribute for a ${titled(level)}`
  const ansible = { message: key === 'listen' ? attribute : (conflict ?? attribute), at }
  if (isNotYet(key)) {
    reading.problem(`'${key}' is not supported yet`, keyAt, NOT_YET_HINT)
    return
  }
  const beside = action === undefined ? '' : ` (conflicting action statements: ${action}, ${key})`
  const elsewhere = levelsOf(key)
  if (elsewhere.length > 0) {
    const homes = elsewhere
      .filter((home) => home !== 'handler' || !elsewhere.includes('task'))
      .map((home) => `a ${home}`)
      .join(' and ')
    reading.problem(
      `${attribute}: it is a keyword of ${homes}${beside}`,
      keyAt,
      `Move it to ${homes}, or remove it`,
      ansible,
    )
    return
  }
  const message = `${attribute}${didYouMean(key, KEYWORDS[level])}${beside}`
  reading.problem(message, keyAt, 'Correct or remove it', ansible)
}

/** Scripts look for Ansible's names of what is in a playbook: `Play`, `Task`. */
function titled(level: Level): string {
  return level.charAt(0).toUpperCase() + level.slice(1)
}
