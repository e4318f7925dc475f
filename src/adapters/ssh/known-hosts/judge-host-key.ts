import { createHash } from 'node:crypto'
import { knownHostName } from './host-name.ts'
import { linesFor } from './lines-for.ts'
import { typeOfKey, type KnownHost } from './parse-known-hosts.ts'

export interface HostAddress {
  /** HostKeyAlias, else the address that was connected to. */
  readonly host: string
  readonly port: number
  /** HostKeyAlias was given: the port is not part of the name (ssh_config(5)). */
  readonly isAlias?: boolean
}

/** What the known_hosts files say to the key that a host showed. */
export type HostKeyVerdict =
  | { readonly kind: 'known'; readonly at: string }
  | { readonly kind: 'revoked'; readonly at: string }
  /** The files hold a different key for this host, of the same type or of others. */
  | { readonly kind: 'changed'; readonly at: string; readonly recorded: Buffer }
  /** Nothing is known of this host, but for the certificate authority that is to vouch for it. */
  | { readonly kind: 'unknown'; readonly certAuthorityAt: string | undefined }

/**
 * Like OpenSSH: a revoked key is refused wherever it stands, any equal key is accepted, `[host]:port` falls back to a
 * line for the host without its port. Stricter in one thing: a host that is known by keys of other types only counts
 * as changed, since algorithms are ordered by what is known and one of those would have been shown.
 */
export function judgeHostKey(known: readonly KnownHost[], address: HostAddress, key: Buffer): HostKeyVerdict {
  const exact = judge(known, nameOf(address), key)
  if (exact.kind !== 'unknown' || address.isAlias === true || address.port === 22) return exact
  const withoutPort = judge(known, knownHostName(address.host, 22), key)
  return withoutPort.kind === 'known' || withoutPort.kind === 'revoked' ? withoutPort : exact
}

function judge(known: readonly KnownHost[], name: string, key: Buffer): HostKeyVerdict {
  const lines = linesFor(known, name)
  const revoked = lines.find((line) => line.marker === 'revoked' && line.key.equals(key))
  if (revoked !== undefined) return { kind: 'revoked', at: revoked.at }
  const plain = lines.filter((line) => line.marker === undefined)
  const same = plain.find((line) => line.key.equals(key))
  if (same !== undefined) return { kind: 'known', at: same.at }
  const other = plain.find((line) => line.keyType === typeOfKey(key)) ?? plain[0]
  if (other !== undefined) return { kind: 'changed', at: other.at, recorded: other.key }
  return { kind: 'unknown', certAuthorityAt: lines.find((line) => line.marker === 'cert-authority')?.at }
}

const ALGORITHMS_OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
}

/** Host key algorithms to offer: those of the keys that are known first, so that the host shows one of them. */
export function hostKeyAlgorithms(known: readonly KnownHost[], address: HostAddress): readonly string[] {
  const names = new Set([nameOf(address), ...(address.isAlias === true ? [] : [knownHostName(address.host, 22)])])
  const lines = new Set([...names].flatMap((name) => linesFor(known, name)))
  const types = [...lines].filter((line) => line.marker === undefined).map((line) => line.keyType)
  const ordered = [...types, ...Object.keys(ALGORITHMS_OF_TYPE)]
  return [...new Set(ordered.flatMap((type) => ALGORITHMS_OF_TYPE[type] ?? []))]
}

/** As `ssh-keygen -lf` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

export function nameOf(address: HostAddress): string {
  return address.isAlias === true ? address.host.toLowerCase() : knownHostName(address.host, address.port)
}
