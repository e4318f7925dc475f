import { has } from '../capabilities/matrix.ts'
import { decodeUtf8, firstBadByte } from '../decode-utf8.ts'
import type { Finding } from '../finding.ts'
import type { Version } from '../version.ts'
import type { DockerdFlags } from './dockerd-flags.ts'
import { validateDaemonJson } from './validate-daemon-json.ts'

/** As `validateDaemonJson`, for the bytes of the file: what dockerd of this version makes of their encoding, too. */
export function validateDaemonBytes(bytes: Uint8Array, version: Version, flags?: DockerdFlags): readonly Finding[] {
  const utf16 = utf16Label(bytes)
  if (utf16 !== undefined) {
    if (!has('docker', version, 'encodings-by-mark')) return [utf16Refused()]
    return validateDaemonJson(new TextDecoder(utf16).decode(bytes), version, flags)
  }
  const bad = firstBadByte(bytes)
  const text = decodeUtf8(bytes)
  if (bad === undefined) return validateDaemonJson(text, version, flags)
  const refused = has('docker', version, 'invalid-utf8-refused')
  const message =
    'the file has a byte that is not UTF-8: Docker 23.0.0 and later does not start with it, before it becomes U+FFFD'
  const fix = 'save the file as UTF-8'
  const finding: Finding = { severity: refused ? 'fatal' : 'warning', code: 'encoding', message, ...bad, fix }
  return refused ? [finding] : [finding, ...validateDaemonJson(text, version, flags)]
}

function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

function utf16Refused(): Finding {
  const message = 'the file is UTF-16: Docker before 23.0.0 does not start with it'
  return { severity: 'fatal', code: 'encoding', message, line: 1, column: 1, fix: 'save the file as UTF-8' }
}
