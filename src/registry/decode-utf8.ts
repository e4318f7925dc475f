/** The text of bytes, a byte order mark kept; what is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** Where the first byte is that is not UTF-8. */
export function firstBadByte(bytes: Uint8Array): { readonly line: number; readonly column: number } | undefined {
  if (isUtf8(bytes, false)) return undefined
  let low = 0
  let high = bytes.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (isUtf8(bytes.subarray(0, middle), true)) low = middle
    else high = middle
  }
  const before = decodeUtf8(bytes.subarray(0, low)).replace(/\uFFFD$/, '')
  const lines = before.split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** `isCut`: the last character may lack bytes. */
function isUtf8(bytes: Uint8Array, isCut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut })
    return true
  } catch {
    return false
  }
}
