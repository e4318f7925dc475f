import { describe, expect, test } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { deriveKeys } from '../../../src/model/vault/cipher.ts'
import { LOCKED_VAULT, seal, Vault, type VaultSecret } from '../../../src/loader/vault/vault.ts'

const DEV: VaultSecret = { id: 'dev', password: new Secret('devpw') }
const PROD: VaultSecret = { id: 'prod', password: new Secret('prodpw') }
const PLACE = { shown: 'v.yml', at: { file: 'v.yml', line: 1, column: 1 } }

function counting(secrets: readonly VaultSecret[]) {
  const tried: string[] = []
  const vault = new Vault(secrets, {
    derive: (password, salt) => {
      tried.push(password.reveal())
      return deriveKeys(password, salt)
    },
  })
  return { vault, tried }
}

describe('a vault', () => {
  test('tries the password of the named id first, then the others in order', () => {
    const { vault, tried } = counting([DEV, PROD])

    const named = vault.open(seal(Buffer.from('a'), PROD), PLACE)
    const misnamed = vault.open(seal(Buffer.from('b'), { ...DEV, id: 'prod' }), PLACE)

    expect([named, misnamed]).toEqual([
      { ok: true, value: Buffer.from('a') },
      { ok: true, value: Buffer.from('b') },
    ])
    expect(tried).toEqual(['prodpw', 'prodpw', 'devpw'])
  })

  test('decrypts a text once, however often it is met', () => {
    const { vault, tried } = counting([DEV])
    const text = seal(Buffer.from('a'), DEV)

    for (let index = 0; index < 1000; index++) vault.open(text, PLACE)

    expect(tried).toHaveLength(1)
  })

  test('without a password says how to give one', () => {
    expect(LOCKED_VAULT.open(seal(Buffer.from('a'), DEV), PLACE)).toMatchObject({
      error: {
        code: 'VAULT_LOCKED',
        message:
          "Attempting to decrypt but no vault secrets found: v.yml is encrypted (vault id 'dev'), and no vault password is given",
        hint: 'Give the password with --vault-id dev@FILE, or -J to be asked for it',
        at: PLACE.at,
      },
    })
  })

  test.each([
    [
      [PROD],
      "Decryption failed (no vault secrets were found that could decrypt) on v.yml: it is encrypted (vault id 'dev'), and the vault password that is given does not open it (tried: 'prod')",
    ],
    [
      [PROD, { ...PROD, id: 'lab' }],
      "Decryption failed (no vault secrets were found that could decrypt) on v.yml: it is encrypted (vault id 'dev'), and no vault password that is given opens it (tried: 'prod', 'lab')",
    ],
  ])('names the ids that were tried: %#', (secrets, message) => {
    const opened = new Vault(secrets).open(seal(Buffer.from('geheim'), DEV), PLACE)

    expect(opened).toMatchObject({ error: { code: 'VAULT_LOCKED', message } })
  })

  test('tries passwords of the same id alone where that is asked for', () => {
    const text = seal(Buffer.from('geheim'), DEV)
    const open = (id: string) => new Vault([{ ...DEV, id }], { onlySameId: true }).open(text, PLACE)

    expect(open('dev').ok).toBe(true)
    expect(open('prod')).toMatchObject({
      error: { message: expect.stringContaining('no vault password that is given has that id') },
    })
  })
})
