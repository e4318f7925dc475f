import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto'

/**
 * The PEM or OpenSSH text that ssh2 can parse of a PKCS8 key (`BEGIN PRIVATE KEY`, `BEGIN ENCRYPTED PRIVATE KEY`), or
 * undefined where the key is of a kind that ssh does not use. Throws where the passphrase is wrong.
 */
export function fromPkcs8(pem: string, passphrase: string | undefined): string | undefined {
  const key = createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) })
  const kind = key.asymmetricKeyType
  if (kind === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString()
  if (kind === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString()
  return kind === 'ed25519' ? ed25519(key) : undefined
}

/** The format of OpenSSH's PROTOCOL.key, unencrypted: it never leaves the memory of this process. */
function ed25519(key: KeyObject): string {
  const { d = '', x = '' } = key.export({ format: 'jwk' })
  const [seed, point] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]
  const type = string(Buffer.from('ssh-ed25519'))
  const publicBlob = Buffer.concat([type, string(point)])
  const check = randomBytes(4)
  const secret = Buffer.concat([
    check,
    check,
    type,
    string(point),
    string(Buffer.concat([seed, point])),
    string(Buffer.alloc(0)),
  ])
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, at) => at + 1))
  const none = string(Buffer.from('none'))
  const blob = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    none,
    none,
    string(Buffer.alloc(0)),
    Buffer.from([0, 0, 0, 1]),
    string(publicBlob),
    string(Buffer.concat([secret, padding])),
  ])
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? []
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}

function string(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
