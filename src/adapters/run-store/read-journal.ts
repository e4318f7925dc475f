import { readFile } from 'node:fs/promises'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { JournalChain, JournalContent } from '../../ports/run-store.ts'
import { FIRST_LINK, linkOf } from './chain.ts'
import { journalBroken, journalUnreadable } from './errors.ts'

/** Events of a journal in order. A torn last line is left out and told; any other broken line is an error. */
export async function readJournal(path: string): Promise<Result<JournalContent, LongshoreError>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    return err(journalUnreadable(path, cause))
  }
  const lines = text.split('\n')
  const torn = lines.pop() !== ''
  const events: NumberedEvent[] = []
  const links: (string | undefined)[] = []
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line)
    if (parsed === undefined) return err(journalBroken(path, index + 1))
    const { prev, ...event } = parsed
    events.push(event)
    links.push(prev)
  }
  return ok({ path, events, torn, chain: chainOf(lines, links) })
}

function chainOf(lines: readonly string[], links: readonly (string | undefined)[]): JournalChain {
  if (links.every((link) => link === undefined)) return { kind: 'none' }
  let expected = FIRST_LINK
  for (const [index, line] of lines.entries()) {
    if (links[index] !== expected) return { kind: 'broken', line: Math.max(1, index) }
    expected = linkOf(line)
  }
  return { kind: 'intact', seal: expected }
}

function parseLine(line: string): (NumberedEvent & { readonly prev?: string }) | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'type' in value && 'seq' in value
      ? (value as NumberedEvent)
      : undefined
  } catch {
    return undefined
  }
}
