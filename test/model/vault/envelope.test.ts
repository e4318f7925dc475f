import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Secret } from '../../../src/base/secret.ts'
import { decrypt, deriveKeys, encrypt } from '../../../src/model/vault/cipher.ts'
import { formatEnvelope, isEncrypted, parseEnvelope, type Envelope } from '../../../src/model/vault/envelope.ts'

interface Recorded {
  readonly version: string
  readonly password: string
  readonly id: string | null
  readonly plain: string
  readonly envelope: string
}

/** What ansible-vault of ansible-core 2.14 wrote. */
const RECORDED = JSON.parse(
  readFileSync(join(import.meta.dirname, 'ansible-vault.json'), 'utf8'),
) as readonly Recorded[]

const SALT = Buffer.alloc(32, 7)
const KEYS = deriveKeys(new Secret('pw'), SALT)

function parsed(text: string): Envelope {
  const envelope = parseEnvelope(text)
  if (!envelope.ok) throw new Error(envelope.error.problem)
  return envelope.value
}

function opened(text: string): string | undefined {
  const envelope = parseEnvelope(text)
  if (!envelope.ok) return undefined
  const keys = envelope.value.salt.equals(SALT) ? KEYS : deriveKeys(new Secret('pw'), envelope.value.salt)
  return decrypt(envelope.value, keys)?.toString()
}

describe('what ansible-vault wrote', () => {
  test.each(RECORDED)('in format $version is read', ({ password, id, plain, envelope: text }) => {
    const envelope = parsed(text)

    expect(envelope.id ?? null).toBe(id)
    expect(decrypt(envelope, deriveKeys(new Secret(password), envelope.salt))?.toString()).toBe(plain)
  })

  test.each(RECORDED)('in format $version is written by the byte', ({ password, plain, envelope: text }) => {
    const { id, salt } = parsed(text)

    const written = encrypt(Buffer.from(plain), salt, deriveKeys(new Secret(password), salt), id)

    expect(formatEnvelope(written)).toBe(text)
  })
})

describe('an envelope', () => {
  test('gives back any bytes that went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const envelope = parsed(formatEnvelope(encrypt(bytes, SALT, KEYS, 'lab')))

        expect(envelope.id).toBe('lab')
        expect(decrypt(envelope, KEYS)).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 50 },
    )
  })

  test('never gives another text after a digit of it was changed, and none after it was cut', () => {
    const text = formatEnvelope(encrypt(Buffer.from('a: 1\n'), SALT, KEYS, undefined))
    const start = text.indexOf('\n') + 1
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: text.length - 2 }),
        fc.constantFrom(...Array.from('0123456789abcdef')),
        (at, digit) => {
          const cut = opened(text.slice(0, at))
          const changed = text[at] === '\n' ? undefined : opened(text.slice(0, at) + digit + text.slice(at + 1))

          expect(cut).toBeUndefined()
          expect([undefined, 'a: 1\n']).toContain(changed)
        },
      ),
      { numRuns: 100 },
    )
  })

  test.each([
    ['$ANSIBLE_VAULT;1.1', 'its first line is not the header of Ansible Vault'],
    ['a: 1\n', 'its first line is not the header of Ansible Vault'],
    ['$ANSIBLE_VAULT;1.0;AES\n3132\n', 'format 1.0 is not known'],
    ['$ANSIBLE_VAULT;1.1;ROT13\n3132\n', 'the cipher ROT13 is not known'],
    ['$ANSIBLE_VAULT;1.1;AES256\n', 'it is cut short or damaged'],
    ['$ANSIBLE_VAULT;1.1;AES256\nxyz\n', 'it is cut short or damaged'],
    ['$ANSIBLE_VAULT;1.1;AES256\n313\n', 'it is cut short or damaged'],
  ])('refuses %j', (text, problem) => {
    expect(parseEnvelope(text)).toMatchObject({ ok: false, error: { problem } })
  })

  test('is told by its first bytes', () => {
    expect([
      isEncrypted('$ANSIBLE_VAULT;1.1;AES256\n'),
      isEncrypted(Buffer.from('$ANSIBLE_VAULT')),
      isEncrypted('a: 1'),
    ]).toEqual([true, true, false])
  })
})
