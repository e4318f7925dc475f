import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { MachineLimits } from '../app/default-forks.ts'

/** What this machine and the limits of this process allow. */
export function machineLimits(): MachineLimits {
  return { cores: availableParallelism(), openFiles: openFileLimit() }
}

/** Node has no call for getrlimit; Linux tells in /proc. `unlimited` and other systems are undefined. */
function openFileLimit(): number | undefined {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))
    return found === null ? undefined : Number(found[1])
  } catch {
    return undefined
  }
}
