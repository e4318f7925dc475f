import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { notInEncoding, unknownEncoding } from './errors.ts'

const LITTLE_ENDIAN_MARK = Buffer.from([0xff, 0xfe])

/** Encodings that have every character, by Python's name without its separators. */
const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  utf8: (text) => Buffer.from(text),
  utf8sig: (text) => Buffer.from(`\ufeff${text}`),
  utf16: (text) => Buffer.concat([LITTLE_ENDIAN_MARK, Buffer.from(text, 'utf16le')]),
  utf16le: (text) => Buffer.from(text, 'utf16le'),
  utf16be: (text) => Buffer.from(text, 'utf16le').swap16(),
}

/** The text in an encoding that `output_encoding` names; a character that it does not have is an error. */
export function encode(text: string, name: string): Result<Buffer, LongshoreError> {
  const plain = name.toLowerCase().replaceAll(/[-_ ]/g, '')
  const whole = Object.hasOwn(ENCODINGS, plain) ? ENCODINGS[plain] : undefined
  if (whole !== undefined) return ok(whole(text))
  const letters = lettersOf(plain)
  if (letters === undefined) return err(unknownEncoding(name))
  const bytes: number[] = []
  for (const character of text) {
    const byte = letters.get(character)
    if (byte === undefined) return err(notInEncoding(character, name))
    bytes.push(byte)
  }
  return ok(Buffer.from(bytes))
}

/** The characters of an encoding with one byte for each. */
function lettersOf(plain: string): ReadonlyMap<string, number> | undefined {
  if (plain === 'ascii' || plain === 'usascii') return decoded(0x80, String.fromCharCode)
  if (/^(latin1|iso88591|l1)$/.test(plain)) return decoded(0x100, String.fromCharCode)
  const label = labelOf(plain)
  if (label === undefined) return undefined
  const decoder = new TextDecoder(label, { fatal: true })
  return decoded(0x100, (byte) => {
    try {
      return decoder.decode(Uint8Array.of(byte))
    } catch {
      return undefined
    }
  })
}

function decoded(count: number, decode: (byte: number) => string | undefined): ReadonlyMap<string, number> {
  const bytes = Array.from({ length: count }, (_, byte) => [decode(byte), byte] as const)
  return new Map(bytes.flatMap(([character, byte]) => (character === undefined ? [] : [[character, byte] as const])))
}

/** As WHATWG names it, of those of Python's names that have one. */
function labelOf(plain: string): string | undefined {
  const [, codePage, part, koi8] = /^(?:windows|cp)?(125[0-8])$|^(?:iso)?8859(\d{1,2})$|^(koi8[ru])$/.exec(plain) ?? []
  if (codePage !== undefined) return `windows-${codePage}`
  if (koi8 !== undefined) return koi8.replace('koi8', 'koi8-')
  return part !== undefined && /^([2-8]|10|1[3-6])$/.test(part) ? `iso-8859-${part}` : undefined
}
