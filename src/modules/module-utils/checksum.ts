import { createHash } from 'node:crypto'

export type ChecksumAlgorithm = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'

/** Hexadecimal, as sha1sum and its kin print it. */
export function checksumOf(bytes: Uint8Array | string, algorithm: ChecksumAlgorithm = 'sha1'): string {
  return createHash(algorithm).update(bytes).digest('hex')
}
