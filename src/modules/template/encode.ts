import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { notInEncoding, unknownEncoding } from './errors.ts'

/** By Python's name without its separators: Node's encoding, and the highest code point that it can hold. */
const ENCODINGS: Readonly<Record<string, readonly [encoding: BufferEncoding, highest: number]>> = {
  utf8: ['utf8', 0x10ffff],
  utf16le: ['utf16le', 0x10ffff],
  latin1: ['latin1', 0xff],
  iso88591: ['latin1', 0xff],
  ascii: ['latin1', 0x7f],
  usascii: ['latin1', 0x7f],
}

/** The text in an encoding that `output_encoding` names; a character that it does not have is an error. */
export function encode(text: string, name: string): Result<Buffer, LongshoreError> {
  const known = ENCODINGS[name.toLowerCase().replaceAll(/[-_ ]/g, '')]
  if (known === undefined) return err(unknownEncoding(name))
  const [encoding, highest] = known
  const stray = Array.from(text).find((character) => (character.codePointAt(0) ?? 0) > highest)
  return stray === undefined ? ok(Buffer.from(text, encoding)) : err(notInEncoding(stray, name))
}
