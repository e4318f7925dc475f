/** All of stdin. */
export async function readStdin(): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of process.stdin as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Bytes that need not be text. */
export function writeStdout(bytes: Uint8Array): void {
  process.stdout.write(bytes)
}
