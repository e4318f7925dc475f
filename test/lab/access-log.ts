import { open } from 'node:fs/promises'

/** A moment in a log: what arrives later is told apart from what was there. */
export type LogMark = number & { readonly unit: 'bytes of the log' }

export interface AccessLogEntry {
  /** Address of the host that asked. */
  readonly from: string
  readonly method: string
  /** Path and query. */
  readonly uri: string
  readonly status: number
  readonly userAgent: string
  readonly line: string
}

export interface AccessLog {
  mark(): Promise<LogMark>
  /** The requests that were answered since the mark, oldest first. */
  since(mark: LogMark): Promise<readonly AccessLogEntry[]>
}

const COMBINED = /^(\S+) \S+ \S+ \[[^\]]*\] "(\S+) (\S+) [^"]*" (\d+) \d+ "[^"]*" "([^"]*)"/

/** A log in Apache's combined format, as Distribution writes it. */
export function accessLog(path: string): AccessLog {
  return {
    async mark() {
      const file = await open(path)
      const { size } = await file.stat()
      await file.close()
      return size as LogMark
    },
    async since(mark) {
      const file = await open(path)
      const text = await file.createReadStream({ start: mark, encoding: 'utf8' }).toArray()
      return text.join('').split('\n').flatMap(parseLine)
    },
  }
}

function parseLine(line: string): readonly AccessLogEntry[] {
  const [, from, method, uri, status, userAgent] = COMBINED.exec(line) ?? []
  if (from === undefined || method === undefined || uri === undefined || userAgent === undefined) return []
  return [{ from: from.replace(/:\d+$/, ''), method, uri, status: Number(status), userAgent, line }]
}
