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

let lines: AsyncIterator<string> | undefined

/** Lets the process end although more might come on stdin. */
export async function leaveStdin(): Promise<void> {
  await lines?.return?.()
}

/** The next line of stdin; undefined after the last. */
export async function nextLineOfStdin(): Promise<string | undefined> {
  if (lines === undefined) {
    const { createInterface } = await import('node:readline')
    lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  }
  const next = await lines.next()
  return next.done === true ? undefined : next.value
}
