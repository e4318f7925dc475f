import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { EnvelopeProblem } from '../../model/vault/envelope.ts'

/** `shown` names the encrypted file or value in every one of these. */
export function envelopeInvalid({ problem, hint }: EnvelopeProblem, shown: string, at: SourcePosition | undefined) {
  return vaultError('VAULT_INVALID', `${shown} cannot be decrypted: ${problem}`, hint, at)
}

export function noVaultPassword(shown: string, id: string | undefined, at: SourcePosition | undefined): LongshoreError {
  const wanted = id === undefined ? '' : ` (vault id '${id}')`
  const flag = id === undefined ? '--vault-password-file FILE' : `--vault-id ${id}@FILE`
  const hint = `Give the password with ${flag}, or -J to be asked for it`
  return vaultError(
    'VAULT_LOCKED',
    `Attempting to decrypt but no vault secrets found: ${shown} is encrypted${wanted}, and no vault password is given`,
    hint,
    at,
  )
}

export function wrongVaultPassword(
  shown: string,
  id: string | undefined,
  tried: readonly string[],
  at: SourcePosition | undefined,
): LongshoreError {
  const wanted = id === undefined ? '' : ` (vault id '${id}')`
  const known = [...new Set(tried)].map((each) => `'${each}'`).join(', ')
  const count =
    tried.length === 0
      ? 'no vault password that is given has that id'
      : tried.length === 1
        ? 'the vault password that is given does not open it'
        : 'no vault password that is given opens it'
  const message = `Decryption failed (no vault secrets were found that could decrypt) on ${shown}: it is encrypted${wanted}, and ${count}${known === '' ? '' : ` (tried: ${known})`}`
  const hint = `Check the password; another one is added with --vault-id ${id ?? 'ID'}@FILE. Or the text was changed since`
  return vaultError('VAULT_LOCKED', message, hint, at)
}

export function notText(shown: string, at: SourcePosition | undefined): LongshoreError {
  return vaultError('VAULT_INVALID', `what ${shown} holds decrypted is not UTF-8 text`, 'Encrypt text', at)
}

/** Stands for a problem inside a decrypted file: its message could show what the file keeps secret. */
export function problemInsideEncrypted(problem: LongshoreError, shown: string): LongshoreError {
  return new LongshoreError(
    problem.code,
    `the decrypted text of ${shown} is not right here; it is not shown, as it is secret`,
    {
      ...(problem.at === undefined ? {} : { at: problem.at }),
      hint: `Look at the place with: longshore vault view ${shown}. A decrypted copy of the file gets the full message`,
    },
  )
}

function vaultError(
  code: 'VAULT_INVALID' | 'VAULT_LOCKED',
  message: string,
  hint: string,
  at: SourcePosition | undefined,
): LongshoreError {
  return new LongshoreError(code, message, at === undefined ? { hint } : { hint, at })
}
