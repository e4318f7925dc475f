import { randomBytes } from 'node:crypto'
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hashName } from './host-name.ts'
import { judgeHostKey, nameOf, type HostAddress } from './judge-host-key.ts'
import { readKnownHostsFile, rereadKnownHostsFile } from './known-hosts-cache.ts'
import { typeOfKey, type KnownHost } from './parse-known-hosts.ts'

const joined = new Map<
  string,
  { readonly parts: readonly (readonly KnownHost[])[]; readonly all: readonly KnownHost[] }
>()

/**
 * Reads known_hosts files, those that are there, in order; gives the same list again while none of them has changed.
 * Throws where one cannot be read.
 */
export async function readKnownHosts(files: readonly string[]): Promise<readonly KnownHost[]> {
  const read = await Promise.all(files.map(readKnownHostsFile))
  const parts = read.map(({ lines }) => lines)
  const key = files.join('\0')
  const known = joined.get(key)
  if (known?.parts.every((part, index) => part === parts[index]) === true) return known.all
  const all = parts.flat()
  joined.set(key, { parts, all })
  return all
}

export type AppendKnownHost = (file: string, address: HostAddress, key: Buffer, hashed: boolean) => Promise<void>

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
  const { text, lines } = await rereadKnownHostsFile(file)
  if (judgeHostKey(lines, address, key).kind === 'known') return
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const name = hashed ? hashName(nameOf(address), randomBytes(20)) : nameOf(address)
  const line = `${name} ${typeOfKey(key)} ${key.toString('base64')}\n`
  await appendFile(file, text === '' || text.endsWith('\n') ? line : `\n${line}`, { mode: 0o600 })
}
