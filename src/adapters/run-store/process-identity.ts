import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { ProcessIdentity } from '../../model/process-identity.ts'

export function identityOf(pid: number): ProcessIdentity {
  const started = startOf(pid)
  return { pid, host: hostname(), ...(started === undefined ? {} : { started }) }
}

/** Of a process on another machine nobody knows here: it counts as alive. */
export function isAlive(process: ProcessIdentity): boolean {
  if (process.host !== hostname()) return true
  return process.started === undefined ? answers(process.pid) : startOf(process.pid) === process.started
}

/** proc(5): state and start time are fields 3 and 22 of `stat`; the name before them may hold anything. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${fields[19] ?? ''}@${boot}`
  } catch {
    return undefined
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
