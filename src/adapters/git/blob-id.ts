import { createHash } from 'node:crypto'

/** The name that git gives to these bytes, so that it need not be asked whether it has them. */
export function blobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}
