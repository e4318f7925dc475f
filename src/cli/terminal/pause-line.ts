import { err, ok, type Result } from '../../base/result.ts'
import type { KeyReader } from './key-reader.ts'
import { readLine, type Terminal } from './read-line.ts'

export interface PauseLine {
  readonly echo: boolean
  /** The end of a pause that takes its time: nothing but Ctrl-C ends it before. */
  readonly until?: Promise<void>
}

/**
 * What is typed at a pause of ansible-core (plugins/action/pause.py): Enter ends one that asks, and Ctrl-C asks whether to
 * continue, by C, or to abort, by A.
 */
export async function pauseLine(
  terminal: Pick<Terminal, 'write'>,
  keys: KeyReader,
  { echo, until }: PauseLine,
): Promise<Result<string, 'aborted' | 'closed'>> {
  const typed = await (until === undefined
    ? readLine(terminal, keys, echo)
    : Promise.race([until.then(() => ok('')), interrupted(keys)]))
  if (typed.ok || typed.error === 'closed') return typed.ok ? typed : err('closed')
  terminal.write("\r\x1b[KPress 'C' to continue the play or 'A' to abort \r\n")
  return goesOn(keys)
}

async function interrupted(keys: KeyReader): Promise<Result<string, 'interrupted' | 'closed'>> {
  for (let key = await keys.next(); key !== undefined; key = await keys.next()) {
    if (key === '\x03') return err('interrupted')
  }
  return err('closed')
}

async function goesOn(keys: KeyReader): Promise<Result<string, 'aborted' | 'closed'>> {
  for (let key = await keys.next(); key !== undefined; key = await keys.next()) {
    if (key.toLowerCase() === 'a') return err('aborted')
    if (key.toLowerCase() === 'c') return ok('')
  }
  return err('closed')
}
