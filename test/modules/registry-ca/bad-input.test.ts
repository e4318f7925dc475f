import { describe, expect, test } from '@jest/globals'
import { registryCa } from '../../../src/modules/registry-ca/index.ts'
import { untimely, readCertificates } from '../../../src/modules/registry-ca/pem.ts'
import { makeCertificates } from '../../kit/certificates.ts'
import { runModule } from '../run-module.ts'

const made = makeCertificates()
const REGISTRY = { registry: 'reg.example:5000' }
const CA = { ...REGISTRY, ca: made.ca.certificate }
const BROKEN = made.ca.certificate.replace(/\n[^\n]{20}/, '\nAAAAAAAAAAAAAAAAAAAA')

describe('registry_ca refuses, before it connects,', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['nothing to install', REGISTRY, /nothing to install: ca is missing/],
    ['a registry with a scheme', { ...CA, registry: 'https://reg' }, /a scheme does not belong here/],
    ['a registry for all', { ...CA, registry: '_default' }, /expected one registry/],
    ['Docker Hub for dockerd', { ...CA, registry: 'docker.io' }, /never looks into \/etc\/docker\/certs.d/],
    ['a store that is none', { ...CA, store: 'dokcer' }, /store/],
    [
      'a certificate without its key',
      { ...CA, client_cert: made.client.certificate },
      /client_cert is given without client_key/,
    ],
    [
      'a key without its certificate',
      { ...CA, client_key: made.client.key },
      /client_key is given without client_cert/,
    ],
    ['a server certificate as authority', { ...REGISTRY, ca: made.server.certificate }, /was issued by CN=ca/],
    ['a key as authority', { ...REGISTRY, ca: made.ca.certificate + made.ca.key }, /holds a private key/],
    ['a damaged certificate', { ...REGISTRY, ca: BROKEN }, /cannot be read, number 1 of 1/],
    ['a request', { ...REGISTRY, ca: '-----BEGIN CERTIFICATE REQUEST-----' }, /its authority has yet to sign/],
    [
      'the key of another',
      { ...CA, client_cert: made.client.certificate, client_key: made.ca.key },
      /is not the key of/,
    ],
    [
      'a key with a passphrase',
      { ...CA, client_cert: made.client.certificate, client_key: made.encryptedKey },
      /passphrase/,
    ],
    [
      'a client certificate for the system',
      { ...CA, store: 'system', client_cert: 'x', client_key: 'y' },
      /keeps no client/,
    ],
  ])('%s', async (_situation, args, message) => {
    const ran = await runModule(registryCa, args)

    expect(ran.status).toBe('failed')
    expect(ran.error?.message).toMatch(message)
    expect(ran.error?.hint).toBeDefined()
    expect(ran.roundTrips).toBe(0)
    expect(`${ran.error?.message} ${ran.error?.hint}`).not.toContain(made.client.key.split('\n')[1])
  })

  test('DER, with how to turn it into PEM', () => {
    expect(readCertificates(made.der.toString('latin1'))).toMatchObject({
      error: expect.stringContaining('openssl x509 -inform der'),
    })
  })
})

test('an expired authority is told by the clock of the host', () => {
  const read = readCertificates(made.expired.certificate + made.ca.certificate)
  if (!read.ok) throw new Error(read.error)

  expect(untimely(read.value, Date.now() / 1000 + 60)).toEqual([expect.stringMatching(/^CN=expired expired on /)])
  expect(untimely(read.value, 0)).toEqual([
    expect.stringMatching(/is not valid before/),
    expect.stringMatching(/is not valid before/),
  ])
})
