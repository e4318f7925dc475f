import { Secret } from '../../../base/secret.ts'
import { EncryptedText } from '../../../model/encrypted-text.ts'
import { decrypt, deriveKeys, encrypt, newSalt } from '../../../model/vault/cipher.ts'
import { formatEnvelope, isEncrypted, parseEnvelope } from '../../../model/vault/envelope.ts'
import { typeName } from '../python/values.ts'
import { argument, FilterError, flagArgument, textArgument, type CallArgs, type Filters } from './filter.ts'

const DEFAULT_ID = 'filter_default'

/** Ansible Vault as filters (2.14's plugins/filter/encryption.py), each with a password of its own. */
export const vaultFilters: Filters = {
  vault: { keywords: ['secret', 'salt', 'vaultid', 'wrap_object'], apply: vaulted },
  unvault: { keywords: ['secret', 'vaultid'], apply: unvaulted },
}

function vaulted(value: unknown, args: CallArgs): unknown {
  if (typeof value !== 'string')
    throw new FilterError(`Can only vault strings, instead we got: <class '${typeName(value)}'>`)
  const given = textArgument(args, 1, 'salt')
  const salt = given === '' ? newSalt() : Buffer.from(given, 'utf8')
  const keys = deriveKeys(secretOf(args), salt)
  const id = textArgument(args, 2, 'vaultid', DEFAULT_ID)
  const envelope = formatEnvelope(encrypt(Buffer.from(value, 'utf8'), salt, keys, id))
  return flagArgument(args, 3, 'wrap_object') ? new EncryptedText(envelope, () => ({ ok: true, value })) : envelope
}

/** Text that is not encrypted is given back. */
function unvaulted(value: unknown, args: CallArgs): unknown {
  const secret = secretOf(args)
  const text = value instanceof EncryptedText ? value.envelope : value
  if (typeof text !== 'string')
    throw new FilterError(`Vault should be in the form of a string, instead we got: <class '${typeName(value)}'>`)
  if (!isEncrypted(text)) return text
  const envelope = parseEnvelope(text)
  if (!envelope.ok) throw new FilterError(`Unable to decrypt: ${envelope.error.problem}`)
  const plain = decrypt(envelope.value, deriveKeys(secret, envelope.value.salt))
  if (plain === undefined)
    throw new FilterError('Unable to decrypt: Decryption failed (no vault secrets were found that could decrypt)')
  return plain.toString('utf8')
}

function secretOf(args: CallArgs): Secret {
  const secret = argument(args, 0, 'secret')
  if (typeof secret === 'string') return new Secret(secret)
  if (secret === undefined) throw new FilterError("missing 1 required positional argument: 'secret'")
  throw new FilterError(`Secret passed is required to be a string, instead we got: <class '${typeName(secret)}'>`)
}
