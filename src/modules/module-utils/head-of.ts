/** The first `count` lines as text, and the bytes after them. */
export function headOf(bytes: Buffer, count: number): { readonly lines: readonly string[]; readonly rest: Buffer } {
  const lines: string[] = []
  let start = 0
  while (lines.length < count) {
    const end = bytes.indexOf(0x0a, start)
    if (end === -1) break
    lines.push(bytes.toString('utf8', start, end))
    start = end + 1
  }
  return { lines, rest: bytes.subarray(start) }
}
