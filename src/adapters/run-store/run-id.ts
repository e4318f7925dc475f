import { randomBytes } from 'node:crypto'

/** An id that sorts by time and is unique beside its neighbours: `20261124T035232Z-4f2a`. */
export function newRunId(now: Date, random: Uint8Array = randomBytes(2)): string {
  const stamp = now.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')
  return `${stamp}-${Buffer.from(random).toString('hex')}`
}

/** Whether a text that came from elsewhere, a host perhaps, is such an id: nothing else names a folder. */
export function isRunId(text: string): boolean {
  return /^\d{8}T\d{6}Z-[0-9a-f]{4}$/.test(text)
}
