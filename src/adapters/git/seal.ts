import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, writeFile, link, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { folderUnwritable, identityInvalid, recipientInvalid } from './errors.ts'

/**
 * Secrets go in encrypted by age, which gives other bytes each time. So that an unchanged one is known again, the manifest
 * has its hash, keyed with random bytes that stay in the store's folder and in no commit: whoever has only the repository
 * cannot try passwords against it.
 */
export interface Seal {
  /** Of the recipients and the key; undefined where there are no recipients. */
  readonly fingerprint: string | undefined
  markOf(host: string, path: string, content: Buffer): string
  isMark(mark: string, host: string, path: string, content: Buffer): boolean
  encrypt(content: Buffer): Promise<Buffer>
}

export async function openSeal(stateFolder: string, recipients: readonly string[]): Promise<Seal> {
  const key = await keyIn(stateFolder)
  const { Encrypter, armor } = await import('age-encryption')
  const encrypter = new Encrypter()
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient)
    } catch {
      throw recipientInvalid(recipient)
    }
  }
  const markOf = (host: string, path: string, content: Buffer) =>
    createHmac('sha256', key).update(`${host}\0${path}\0`).update(content).digest('hex')
  return {
    fingerprint: recipients.length === 0 ? undefined : fingerprintOf(key, recipients),
    markOf,
    isMark: (mark, host, path, content) =>
      timingSafeEqual(
        createHash('sha256').update(mark).digest(),
        createHash('sha256')
          .update(markOf(host, path, content))
          .digest(),
      ),
    encrypt: async (content) => Buffer.from(armor.encode(await encrypter.encrypt(new Uint8Array(content))), 'utf8'),
  }
}

function fingerprintOf(key: Buffer, recipients: readonly string[]): string {
  return createHmac('sha256', key)
    .update([...recipients].sort().join('\n'))
    .digest('hex')
    .slice(0, 16)
}

async function keyIn(folder: string): Promise<Buffer> {
  const path = join(folder, 'secret.key')
  const draft = `${path}.${process.pid}`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const there = await readFile(path).catch(() => undefined)
    if (there?.length === 32) return there
    await writeFile(draft, randomBytes(32), { mode: 0o600, flush: true })
    await link(draft, path).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error
    })
    return await readFile(path)
  } catch (cause) {
    throw folderUnwritable(folder, cause)
  } finally {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

/** Opens what was encrypted; undefined where none of the identities can. */
export type Opener = (sealed: Buffer) => Promise<Buffer | undefined>

export async function openerFrom(identityFile: string | undefined): Promise<Opener | undefined> {
  if (identityFile === undefined) return undefined
  const { Decrypter, armor } = await import('age-encryption')
  const decrypter = new Decrypter()
  for (const identity of await identitiesIn(identityFile)) {
    try {
      decrypter.addIdentity(identity)
    } catch {
      throw identityInvalid(identityFile, 'a line of it is no identity')
    }
  }
  return async (sealed) => {
    try {
      return Buffer.from(await decrypter.decrypt(armor.decode(sealed.toString('utf8'))))
    } catch {
      return undefined
    }
  }
}

async function identitiesIn(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw identityInvalid(path, isCode(error, 'ENOENT') ? 'there is no such file' : String(error))
  })
  const lines = text.split('\n').map((line) => line.trim())
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (identities.length === 0) throw identityInvalid(path, 'it holds no identity')
  return identities
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code
}
