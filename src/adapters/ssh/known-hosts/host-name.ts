import { createHmac, timingSafeEqual } from 'node:crypto'
import { matchesPatternList } from '../config/pattern.ts'

/** How known_hosts calls a host: `name`, or `[name]:port` where the port is not 22. */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase()
  return port === 22 ? name : `[${name}]:${port}`
}

/** Whether the names of a line cover a host: hashed, literal, wildcards; a negated match excludes. */
export function coversName(names: readonly string[], name: string): boolean {
  const [first] = names
  if (names.length === 1 && first?.startsWith('|1|') === true) return matchesHash(first, name)
  return matchesPatternList(names, name)
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, keyed with the salt. */
export function hashName(name: string, salt: Buffer): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64')
  return `|1|${salt.toString('base64')}|${hash}`
}

function matchesHash(hashed: string, name: string): boolean {
  const [, , salt = '', hash = ''] = hashed.split('|')
  const expected = Buffer.from(hash, 'base64')
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
