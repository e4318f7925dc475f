import { hostname, userInfo } from 'node:os'
import type { RunAuthor } from '../model/run-event/run-author.ts'

/** Who runs this process, as the system knows it; a user id that has no name stands for itself. */
export function author(env: Readonly<Record<string, string | undefined>>): RunAuthor {
  const { SUDO_USER: sudo } = env
  return { user: userName(), host: hostname(), ...(sudo === undefined ? {} : { sudo }) }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
