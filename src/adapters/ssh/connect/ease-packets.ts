import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Client } from 'ssh2'

/** Of ssh2's own, for AES-GCM in JavaScript: it makes a cipher of the key for each packet. */
interface Direction {
  readonly _encSSLName?: string
  _encKey?: Buffer | KeyObject
  readonly _decipherSSLName?: string
  _decipherKey?: Buffer | KeyObject
}

interface Protocol {
  _cipher?: Direction
  _decipher?: Direction
  _debug?: unknown
}

/**
 * Makes packets of a client that has logged in cost less: node takes a key that is an object in a quarter of the time that
 * it needs for bytes, and what ssh2 would say of each packet nobody hears any more. Other ciphers, and keys that the two
 * agree upon later, stay as they are.
 */
export function easePackets(client: Client): void {
  const { _protocol: protocol } = client as unknown as { readonly _protocol?: Protocol }
  if (protocol === undefined) return
  protocol._debug = undefined
  const { _cipher: out = {}, _decipher: into = {} } = protocol
  if (isAesGcm(out._encSSLName) && Buffer.isBuffer(out._encKey)) out._encKey = createSecretKey(out._encKey)
  if (isAesGcm(into._decipherSSLName) && Buffer.isBuffer(into._decipherKey))
    into._decipherKey = createSecretKey(into._decipherKey)
}

function isAesGcm(cipher: string | undefined): boolean {
  return cipher !== undefined && /^aes-\d+-gcm$/.test(cipher)
}
