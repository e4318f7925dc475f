import type { RunAuthor } from './run-event/run-author.ts'

/** For people: `ann as root on ctl` where ann became root by sudo. */
export function authorText({ user, host, sudo }: RunAuthor): string {
  return sudo === undefined ? `${user} on ${host}` : `${sudo} as ${user} on ${host}`
}
