import { readFileSync } from 'node:fs'

/**
 * Whether the shell has put this process in the background: reading from its terminal would stop it (SIGTTIN). proc(5): the
 * fields after the name are state, parent, process group, session, terminal and the group that the terminal is for.
 */
export function isInBackground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return foreground !== '-1' && foreground !== group
  } catch {
    return false
  }
}
