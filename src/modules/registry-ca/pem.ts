import { createPrivateKey, X509Certificate } from 'node:crypto'
import { err, ok, type Result } from '../../base/result.ts'

/** Certificates of a PEM text, in order. The error finishes the sentence "FILE ...". */
export function readCertificates(text: string): Result<readonly X509Certificate[], string> {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return err('holds a private key: what is trusted is public, and the file would be readable by everybody')
  }
  const blocks =
    text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^]*?-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) return err(`holds no PEM certificate${insteadOf(text)}`)
  const certificates: X509Certificate[] = []
  for (const [index, block] of blocks.entries()) {
    try {
      certificates.push(new X509Certificate(block))
    } catch {
      return err(`has a certificate that cannot be read, number ${index + 1} of ${blocks.length}: it is damaged`)
    }
  }
  return ok(certificates)
}

function insteadOf(text: string): string {
  if (text.charCodeAt(0) === 0x30) {
    return ': it looks like DER. Turn it into PEM with openssl x509 -inform der -in FILE -out FILE.pem'
  }
  if (/-----BEGIN CERTIFICATE REQUEST-----/.test(text)) return ': it is a request, which its authority has yet to sign'
  return text.trim() === '' ? ': it is empty' : ''
}

/** What keeps these from being trusted as authorities, or undefined. */
export function authorityProblem(certificates: readonly X509Certificate[]): string | undefined {
  const stray = certificates.find((certificate) => !certificate.ca && !isSelfSigned(certificate))
  return stray === undefined
    ? undefined
    : `holds the certificate of a server, not of an authority: ${nameOf(stray)} was issued by ${oneLine(stray.issuer)}. Use that one's certificate`
}

/** What works and has a catch. */
export function authorityWarnings(certificates: readonly X509Certificate[]): readonly string[] {
  const lone = certificates.filter((certificate) => !certificate.ca && isSelfSigned(certificate))
  const isWhole = certificates.some(isSelfSigned)
  return [
    ...lone.map((one) => `${nameOf(one)} is no authority: it makes one server's own certificate trusted and no other`),
    ...(isWhole ? [] : ['no root certificate is among them: Docker and containerd accept that, curl does not']),
  ]
}

/** Those whose time is over, or has not come, by the host's clock (seconds since the epoch). */
export function untimely(certificates: readonly X509Certificate[], now: number): readonly string[] {
  return certificates.flatMap((certificate) => {
    if (Date.parse(certificate.validTo) / 1000 < now)
      return [`${nameOf(certificate)} expired on ${certificate.validTo}`]
    const starts = Date.parse(certificate.validFrom) / 1000 > now
    return starts ? [`${nameOf(certificate)} is not valid before ${certificate.validFrom}`] : []
  })
}

/** What keeps a key from being used with a certificate, or undefined. Never shows any of the key. */
export function keyProblem(key: string, certificate: X509Certificate): string | undefined {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) return 'holds no PEM private key'
  if (/ENCRYPTED/.test(key)) return 'is protected by a passphrase, and a daemon has nobody to ask for it'
  try {
    return certificate.checkPrivateKey(createPrivateKey(key)) ? undefined : 'is not the key of the client certificate'
  } catch {
    return 'is a private key that cannot be read: it is damaged'
  }
}

export function nameOf(certificate: X509Certificate): string {
  return oneLine(certificate.subject)
}

function oneLine(name: string): string {
  return name.split('\n').join(', ')
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey)
}
