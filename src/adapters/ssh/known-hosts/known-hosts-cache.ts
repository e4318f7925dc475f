import { exactStat, readFile } from '../../../base/files-at-once.ts'
import { parseKnownHosts, type KnownHost } from './parse-known-hosts.ts'

interface KnownHostsFile {
  /** Changes with the file. */
  readonly stamp: string
  readonly text: string
  readonly lines: readonly KnownHost[]
}

const read = new Map<string, KnownHostsFile>()
const reading = new Map<string, Promise<KnownHostsFile>>()
const ABSENT: KnownHostsFile = { stamp: '', text: '', lines: [] }

/**
 * A known_hosts file, parsed again only where it has changed, and of a file that only grew what is new: a fleet's file has
 * a line for each host, and each host asks for it. Hosts that ask at the same time get the same answer. One that is absent
 * is empty. Throws where it cannot be read.
 */
export function readKnownHostsFile(file: string): Promise<KnownHostsFile> {
  const begun = reading.get(file) ?? rereadKnownHostsFile(file).finally(() => reading.delete(file))
  reading.set(file, begun)
  return begun
}

/** The same, as it is now and not a moment ago. */
export async function rereadKnownHostsFile(file: string): Promise<KnownHostsFile> {
  const before = read.get(file)
  try {
    const { mtimeNs, size, ino } = await exactStat(file)
    const stamp = `${mtimeNs} ${size} ${ino}`
    if (before?.stamp === stamp) return before
    const text = await readFile(file, 'utf8')
    const now = { stamp, text, lines: linesOf(text, file, before) }
    read.set(file, now)
    return now
  } catch (error) {
    if (isAbsent(error)) return ABSENT
    throw error
  }
}

function linesOf(text: string, file: string, before: KnownHostsFile | undefined): readonly KnownHost[] {
  if (before === undefined || !before.text.endsWith('\n') || !text.startsWith(before.text)) {
    return parseKnownHosts(text, file)
  }
  const added = text.slice(before.text.length)
  return [...before.lines, ...parseKnownHosts(added, file, before.text.split('\n').length - 1)]
}

function isAbsent(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
  )
}
