import { LongshoreError } from '../base/longshore-error.ts'

export function passwordEmpty(path: string): LongshoreError {
  return new LongshoreError('VAULT_LOCKED', `the vault password of ${path} is empty`, {
    hint: 'Write the password into the file; a script has to print it',
  })
}

export function passwordScriptNotStarted(path: string, cause: Error): LongshoreError {
  return new LongshoreError('VAULT_LOCKED', `the vault password script ${path} does not start: ${cause.message}`, {
    hint: `Is it no script, but holds the password? Then it must not be executable: chmod a-x ${path}`,
    cause,
  })
}

export function passwordScriptFailed(path: string, exit: number | string): LongshoreError {
  return new LongshoreError('VAULT_LOCKED', `the vault password script ${path} ended with ${exit}`, {
    hint: 'Run it by hand: it has to print the password and end with 0',
  })
}

export function vaultIdInvalid(given: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `--vault-id: '${given}' names no source for the password`, {
    hint: 'Write ID@FILE, ID@SCRIPT or ID@prompt',
  })
}

export function passwordsDiffer(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'the two passwords are not the same', { hint: 'Type them again' })
}

export function noPasswordTyped(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'the vault password is empty', { hint: 'Type one' })
}

export function encryptIdMissing(ids: readonly string[]): LongshoreError {
  return new LongshoreError(
    'USAGE_INVALID',
    `several vault ids are given, and none to encrypt with: ${ids.join(', ')}`,
    {
      hint: `Choose one: --encrypt-vault-id ${ids[0] ?? 'ID'}`,
    },
  )
}

export function encryptIdUnknown(id: string, ids: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `--encrypt-vault-id '${id}' is none of the vault ids: ${ids.join(', ')}`, {
    hint: `Add its password: --vault-id ${id}@FILE`,
  })
}

export function alreadyEncrypted(shown: string): LongshoreError {
  return new LongshoreError('VAULT_INVALID', `${shown} is encrypted already`, {
    hint: `Change its password with: longshore vault rekey ${shown}`,
  })
}

export function notEncrypted(shown: string): LongshoreError {
  return new LongshoreError('VAULT_INVALID', `${shown} is not encrypted with Ansible Vault`, {
    hint: `Encrypt it with: longshore vault encrypt ${shown}`,
  })
}

export function fileNotWritten(path: string, cause: unknown): LongshoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new LongshoreError('FILE_UNREADABLE', `${path} cannot be written, and is as it was: ${reason}`, {
    hint: 'Check its folder: permissions, space and whether it is read-only',
    cause,
  })
}

export function editorFailed(editor: string, reason: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the editor '${editor}' ${reason}; the file is as it was`, {
    hint: 'Name one that works in EDITOR, such as EDITOR=vi',
  })
}

export function oneFileForOutput(names: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `--output takes the text of one file, and ${names.length} are named`, {
    hint: 'Leave --output away to change the files in their places',
  })
}

export function fileExists(name: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${name} exists already`, {
    hint: `Encrypt it with: longshore vault encrypt ${name}`,
  })
}
