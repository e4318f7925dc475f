import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Secret } from '../../base/secret.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { decrypt, deriveKeys, encrypt, newSalt, type DeriveKeys, type VaultKeys } from '../../model/vault/cipher.ts'
import { formatEnvelope, parseEnvelope } from '../../model/vault/envelope.ts'
import { envelopeInvalid, noVaultPassword, wrongVaultPassword } from './errors.ts'

/** A vault password under its id; `default` where the operator named none. */
export interface VaultSecret {
  readonly id: string
  readonly password: Secret
}

/** Where an envelope was found, for error texts. */
export interface EnvelopePlace {
  readonly shown: string
  readonly at?: SourcePosition
}

export interface VaultOptions {
  readonly derive?: DeriveKeys
  /** `vault_id_match`: what names a vault id is tried with passwords of that id alone. */
  readonly onlySameId?: boolean
}

/**
 * Opens what is encrypted with the passwords of one invocation. Those of the envelope's own vault id are tried first, then
 * the others in order (Ansible's rule). Each text is decrypted once and each key derived once, however often they are met.
 */
export class Vault {
  readonly secrets: readonly VaultSecret[]
  readonly #derive: DeriveKeys
  readonly #onlySameId: boolean
  readonly #keys = new Map<VaultSecret, Map<string, VaultKeys>>()
  readonly #opened = new Map<string, Opened>()
  readonly #plainTexts: string[] = []

  constructor(secrets: readonly VaultSecret[] = [], options: VaultOptions = {}) {
    this.secrets = secrets
    this.#derive = options.derive ?? deriveKeys
    this.#onlySameId = options.onlySameId === true
  }

  /** Everything that was opened so far, in order: nothing of it may be shown. */
  get plainTexts(): readonly string[] {
    return this.#plainTexts
  }

  /** The plain bytes. */
  open(text: string, place: EnvelopePlace): Result<Buffer, LongshoreError> {
    const opened = this.openWith(text, place)
    return opened.ok ? ok(opened.value.plain) : opened
  }

  /** The plain bytes and the password that fitted. */
  openWith(text: string, { shown, at }: EnvelopePlace): Result<Opened, LongshoreError> {
    const known = this.#opened.get(text)
    if (known !== undefined) return ok(known)
    const envelope = parseEnvelope(text)
    if (!envelope.ok) return err(envelopeInvalid(envelope.error, shown, at))
    const { id, salt } = envelope.value
    if (this.secrets.length === 0) return err(noVaultPassword(shown, id, at))
    for (const secret of this.#inOrderFor(id)) {
      const plain = decrypt(envelope.value, this.#keysOf(secret, salt))
      if (plain === undefined) continue
      const opened = { plain, secret, id }
      this.#opened.set(text, opened)
      this.#plainTexts.push(plain.toString('utf8'))
      return ok(opened)
    }
    const tried = this.#inOrderFor(id).map((secret) => secret.id)
    return err(wrongVaultPassword(shown, id, tried, at))
  }

  #inOrderFor(id: string | undefined): readonly VaultSecret[] {
    if (id === undefined) return this.secrets
    const isFor = (secret: VaultSecret) => secret.id === id
    if (this.#onlySameId) return this.secrets.filter(isFor)
    return [...this.secrets.filter(isFor), ...this.secrets.filter((secret) => !isFor(secret))]
  }

  #keysOf(secret: VaultSecret, salt: Buffer): VaultKeys {
    const bySalt = this.#keys.get(secret) ?? new Map<string, VaultKeys>()
    this.#keys.set(secret, bySalt)
    const name = salt.toString('hex')
    const keys = bySalt.get(name) ?? this.#derive(secret.password, salt)
    bySalt.set(name, keys)
    return keys
  }
}

export interface Opened {
  readonly plain: Buffer
  readonly secret: VaultSecret
  /** The vault id that the envelope names. */
  readonly id: string | undefined
}

/** Opens nothing: for what is loaded without any vault password. */
export const LOCKED_VAULT = new Vault()

/** Encrypts with a new salt; the secret's id becomes the envelope's. */
export function seal(plain: Uint8Array, secret: VaultSecret): string {
  const salt = newSalt()
  return formatEnvelope(encrypt(plain, salt, deriveKeys(secret.password, salt), secret.id))
}
