import { err, ok, type Result } from '../../base/result.ts'
import type { KeyReader } from './key-reader.ts'

export interface Terminal {
  write(text: string): void
  /** What is typed, unbuffered and without echo, in pieces of any length. */
  readonly keys: AsyncIterable<string>
  close(): void
}

const BACKSPACE = new Set(['\b', '\x7f'])
const KILL_LINE = '\x15'

/** One line as it is typed: backspace and Ctrl-U edit it, Enter ends it, as does Ctrl-D. Ctrl-C is `interrupted`. */
export async function readLine(
  terminal: Pick<Terminal, 'write'>,
  keys: KeyReader,
  echo: boolean,
): Promise<Result<string, 'interrupted' | 'closed'>> {
  let line: string[] = []
  for (;;) {
    const key = await keys.next()
    if (key === undefined) return err('closed')
    if (key === '\x03') return err('interrupted')
    if (key === '\r' || key === '\n' || key === '\x04') return ok(line.join(''))
    const before = line.length
    if (BACKSPACE.has(key)) line = line.slice(0, -1)
    else if (key === KILL_LINE) line = []
    else if (key >= ' ') line.push(key)
    if (echo) terminal.write(line.length > before ? key : '\b \b'.repeat(before - line.length))
  }
}
