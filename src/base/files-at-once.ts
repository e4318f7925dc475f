import { accessSync, type BigIntStats, readdirSync, readFileSync, statSync, type Stats } from 'node:fs'
import { readFile as readSlowly } from 'node:fs/promises'

/**
 * What node:fs/promises has by these names, done at once, for small files: those that a run begins with, and those that
 * each host asks for. There each is one to four turns of another thread, and to pass a turn on takes ten times as long as
 * what it does.
 */
export function readFile(path: string): Promise<Buffer>
export function readFile(path: string, encoding: 'utf8'): Promise<string>
export async function readFile(path: string, encoding?: 'utf8'): Promise<Buffer | string> {
  const bytes = isOther(path) ? await readSlowly(path) : readFileSync(path)
  return encoding === undefined ? bytes : bytes.toString(encoding)
}

/** Whoever writes to a pipe may take his time. */
function isOther(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === false
  } catch {
    return false
  }
}

export function readdir(folder: string): Promise<string[]> {
  return atOnce(() => readdirSync(folder))
}

export function stat(path: string): Promise<Stats> {
  return atOnce(() => statSync(path))
}

/** Its times are exact to the nanosecond. */
export function exactStat(path: string): Promise<BigIntStats> {
  return atOnce(() => statSync(path, { bigint: true }))
}

export function access(path: string, mode?: number): Promise<void> {
  return atOnce(() => {
    accessSync(path, mode)
  })
}

function atOnce<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work())
  })
}
