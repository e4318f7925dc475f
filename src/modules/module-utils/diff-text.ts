import { isUtf8 } from 'node:buffer'

const LARGEST_SHOWN = 104_448

/** Bytes as a diff shows them: text as it is; what is not text, or too long to read, as a note in its place. */
export function diffText(bytes: Buffer): string {
  if (!isUtf8(bytes) || bytes.includes(0)) return `(binary, ${bytes.length} bytes)\n`
  return bytes.length > LARGEST_SHOWN ? `(${bytes.length} bytes, too long to show)\n` : bytes.toString('utf8')
}
