const CHUNK_BYTES = 4096
const BASE64_FROM_BYTES = 32 * 1024

/**
 * Shell text that prints exactly these bytes, and fails where it cannot: the printf builtin, so that they are in no argv. Large binary content
 * goes through `base64 -d` and a here-document instead, where octal escapes would triple it.
 */
export function printBytes(bytes: Buffer): string {
  if (bytes.length >= BASE64_FROM_BYTES && bytes.length > 2 * plainBytes(bytes)) return printBase64(bytes)
  const lines: string[] = []
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    lines.push(`printf '${escaped(bytes.subarray(start, start + CHUNK_BYTES))}'`)
  }
  return lines.length === 0 ? ':' : lines.join(' &&\n')
}

/** Bytes that stand for themselves both in single quotes and in a printf format. A first `-` might be an option. */
function isPlain(byte: number, first: boolean): boolean {
  if (byte === 0x0a) return true
  if (byte < 0x20 || byte > 0x7e) return false
  return byte !== 0x27 && byte !== 0x25 && byte !== 0x5c && !(first && byte === 0x2d)
}

function escaped(bytes: Buffer): string {
  let text = ''
  for (const [at, byte] of bytes.entries()) {
    text += isPlain(byte, at === 0) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
  }
  return text
}

function plainBytes(bytes: Buffer): number {
  let count = 0
  for (const byte of bytes) if (isPlain(byte, false)) count++
  return count
}

function printBase64(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,76}/g) ?? []
  return `base64 -d <<'LS_BASE64'\n${lines.join('\n')}\nLS_BASE64`
}
