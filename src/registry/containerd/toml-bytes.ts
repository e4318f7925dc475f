import { has } from '../capabilities/matrix.ts'
import { decodeUtf8, firstBadByte } from '../decode-utf8.ts'
import type { Finding } from '../finding.ts'
import type { Version } from '../version.ts'

/**
 * The rules of a TOML file on its bytes: what the parser of this containerd makes of their encoding comes first. `worst`
 * is what an unreadable file of this kind ends in.
 */
export function validateTomlBytes(
  bytes: Uint8Array,
  version: Version,
  { worst, consequence }: { readonly worst: Finding['severity']; readonly consequence: string },
  rules: (text: string, version: Version) => readonly Finding[],
): readonly Finding[] {
  const bad = firstBadByte(bytes)
  const isNew = has('containerd', version, 'toml-1.0-parser')
  if (bad !== undefined && !isNew) {
    const message = 'the file has a byte that is not UTF-8: containerd 2.0.0 and later does not read the file'
    return [{ severity: 'warning', code: 'encoding', message, ...bad }, ...rules(decodeUtf8(bytes), version)]
  }
  if (bad !== undefined) {
    const message = `the file has a byte that is not UTF-8: ${consequence}`
    return [{ severity: worst, code: 'encoding', message, ...bad, fix: 'save the file as UTF-8' }]
  }
  const text = decodeUtf8(bytes)
  if (!text.startsWith('\uFEFF') || !isNew) return rules(text, version)
  const message = `the file begins with a byte order mark, which containerd 2.0.0 and later does not read: ${consequence}`
  return [{ severity: worst, code: 'byte-order-mark', message, line: 1, column: 1, fix: 'remove it' }]
}
