import { availableParallelism } from 'node:os'
import type { MachineLimits } from '../app/default-forks.ts'

/** What this machine and the limits of this process allow. */
export function machineLimits(): MachineLimits {
  return { cores: availableParallelism(), openFiles: openFileLimit() }
}

/** Node has no call for getrlimit: its diagnostic report does (about a millisecond without the network part). */
function openFileLimit(): number | undefined {
  process.report.excludeNetwork = true
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : undefined
}
