import { createHash } from 'node:crypto'

/** SHA-256 in hex: of a file as a task leaves it, so that a change by anybody else is seen later. */
export function checksum(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
