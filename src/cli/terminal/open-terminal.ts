import { openSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import type { Terminal } from './read-line.ts'

/** The terminal that controls this process, whatever stdin and stdout are; undefined where there is none. */
export function openTerminal(): Terminal | undefined {
  let input: number
  let output: number
  try {
    input = openSync('/dev/tty', 'r')
    output = openSync('/dev/tty', 'w')
  } catch {
    return undefined
  }
  const reader = new ReadStream(input)
  const writer = new WriteStream(output)
  reader.setEncoding('utf8')
  reader.setRawMode(true)
  return {
    write: (text) => void writer.write(text),
    keys: reader as AsyncIterable<string>,
    close() {
      reader.setRawMode(false)
      reader.destroy()
      writer.end()
    },
  }
}
