/** One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHost {
  readonly marker: 'cert-authority' | 'revoked' | undefined
  /** Comma-separated names and patterns, or one hashed name. */
  readonly names: readonly string[]
  readonly keyType: string
  readonly key: Buffer
  /** `file:line`. */
  readonly at: string
}

/**
 * The lines of a known_hosts file that can be read; like OpenSSH, it passes over those that cannot. `before` is how many
 * lines the file has before this text.
 */
export function parseKnownHosts(text: string, file: string, before = 0): readonly KnownHost[] {
  return text.split('\n').flatMap((line, index) => parseLine(line.trim(), `${file}:${before + index + 1}`))
}

function parseLine(line: string, at: string): readonly KnownHost[] {
  if (line === '' || line.startsWith('#')) return []
  const words = line.split(/[ \t]+/)
  const marked = words[0]?.startsWith('@') === true
  const marker = marked ? markerOf(words[0]) : undefined
  if (marked && marker === undefined) return []
  const [names, keyType, key] = marked ? words.slice(1) : words
  if (names === undefined || keyType === undefined || key === undefined) return []
  const blob = Buffer.from(key, 'base64')
  if (blob.length === 0 || typeOfKey(blob) !== keyType) return []
  return [{ marker, names: names.split(',').filter((name) => name !== ''), keyType, key: blob, at }]
}

function markerOf(word: string | undefined): KnownHost['marker'] {
  if (word === '@cert-authority') return 'cert-authority'
  return word === '@revoked' ? 'revoked' : undefined
}

/** The type that a public key blob names, such as `ssh-ed25519` (RFC 4253, section 6.6). */
export function typeOfKey(blob: Buffer): string {
  if (blob.length < 4) return ''
  const length = blob.readUInt32BE(0)
  return length > blob.length - 4 ? '' : blob.toString('latin1', 4, 4 + length)
}
