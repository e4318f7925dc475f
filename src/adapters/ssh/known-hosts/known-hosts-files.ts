import { randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hashName } from './host-name.ts'
import { judgeHostKey, nameOf, type HostAddress } from './judge-host-key.ts'
import { parseKnownHosts, typeOfKey, type KnownHost } from './parse-known-hosts.ts'

/** Reads known_hosts files, those that are there, in order. Throws where one cannot be read. */
export async function readKnownHosts(files: readonly string[]): Promise<readonly KnownHost[]> {
  const texts = await Promise.all(files.map(async (file) => parseKnownHosts(await textOf(file), file)))
  return texts.flat()
}

const lastAppend = new Map<string, Promise<void>>()

/**
 * Adds a key once: one write in append mode, after whatever this process is adding to the same file, and not where the
 * file has come to hold it meanwhile.
 */
export function appendKnownHost(file: string, address: HostAddress, key: Buffer, hashed: boolean): Promise<void> {
  const before = lastAppend.get(file) ?? Promise.resolve()
  const append = before.catch(() => undefined).then(() => appendOnce(file, address, key, hashed))
  lastAppend.set(file, append)
  return append
}

async function appendOnce(file: string, address: HostAddress, key: Buffer, hashed: boolean): Promise<void> {
  const text = await textOf(file)
  if (judgeHostKey(parseKnownHosts(text, file), address, key).kind === 'known') return
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const name = hashed ? hashName(nameOf(address), randomBytes(20)) : nameOf(address)
  const line = `${name} ${typeOfKey(key)} ${key.toString('base64')}\n`
  await appendFile(file, text === '' || text.endsWith('\n') ? line : `\n${line}`, { mode: 0o600 })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return ''
    throw error
  }
}

function isAbsent(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
  )
}
