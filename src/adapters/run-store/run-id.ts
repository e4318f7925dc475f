import { randomBytes } from 'node:crypto'

/** An id that sorts by time and is unique beside its neighbours: `20261124T035232Z-4f2a`. */
export function newRunId(now: Date, random: Uint8Array = randomBytes(2)): string {
  const stamp = now.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')
  return `${stamp}-${Buffer.from(random).toString('hex')}`
}
