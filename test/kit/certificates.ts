import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Pair {
  readonly certificate: string
  readonly key: string
}

export interface Certificates {
  readonly ca: Pair
  /** Another authority, which signed nothing. */
  readonly stranger: Pair
  readonly expired: Pair
  /** Of 127.0.0.1 and localhost, signed by `ca`. */
  readonly server: Pair
  readonly client: Pair
  readonly encryptedKey: string
  /** Bytes of the authority's certificate as DER. */
  readonly der: Buffer
}

/** Fresh certificates, made by openssl. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-certificates-'))
  const at = (name: string) => join(folder, name)
  const openssl = (...words: readonly string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const read = (name: string): Pair => ({
    certificate: readFileSync(at(`${name}.crt`), 'utf8'),
    key: readFileSync(at(`${name}.key`), 'utf8'),
  })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const authority = (name: string, days: readonly string[]) =>
    openssl('req', '-x509', ...key, '-keyout', `${name}.key`, '-out', `${name}.crt`, '-subj', `/CN=${name}`, ...days)
  const signed = (name: string, extension: string) => {
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    writeFileSync(at(`${name}.ext`), extension)
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      `${name}.crt`,
      '-days',
      '2',
      '-extfile',
      `${name}.ext`,
    )
  }
  try {
    authority('ca', ['-days', '2'])
    authority('stranger', ['-days', '2'])
    signed('server', 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
    signed('client', 'extendedKeyUsage=clientAuth\n')
    openssl('req', ...key, '-keyout', 'expired.key', '-out', 'expired.csr', '-subj', '/CN=expired')
    writeFileSync(at('expired.ext'), 'basicConstraints=critical,CA:TRUE\n')
    openssl(
      'x509',
      '-req',
      '-in',
      'expired.csr',
      '-signkey',
      'expired.key',
      '-out',
      'expired.crt',
      '-days',
      '0',
      '-extfile',
      'expired.ext',
    )
    openssl('ec', '-in', 'client.key', '-aes128', '-passout', 'pass:secret', '-out', 'encrypted.key')
    openssl('x509', '-in', 'ca.crt', '-outform', 'der', '-out', 'ca.der')
    return {
      ca: read('ca'),
      stranger: read('stranger'),
      expired: read('expired'),
      server: read('server'),
      client: read('client'),
      encryptedKey: readFileSync(at('encrypted.key'), 'utf8'),
      der: readFileSync(at('ca.der')),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
