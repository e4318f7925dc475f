import { LongshoreError } from '../../../base/longshore-error.ts'
import { messageOf } from '../message-of.ts'

export function keyUnreadable(path: string, cause: unknown): LongshoreError {
  const why = messageOf(cause)
  return new LongshoreError('SSH_KEY_INVALID', `the private key ${path} could not be read: ${why}`, {
    hint: 'Check ansible_ssh_private_key_file, --private-key or -i, and the permissions of the file.',
    cause,
  })
}

export function keyNeedsPassphrase(path: string): LongshoreError {
  return new LongshoreError('SSH_KEY_INVALID', `the private key ${path} is encrypted, and no passphrase was given`, {
    hint: `Load it into the agent with: ssh-add ${path}; or set ansible_ssh_private_key_passphrase.`,
  })
}

export function passphraseWrong(path: string): LongshoreError {
  return new LongshoreError('SSH_KEY_INVALID', `the passphrase of the private key ${path} is wrong`, {
    hint: `Try it with: ssh-keygen -y -f ${path}`,
  })
}

export function keyIsPublic(path: string): LongshoreError {
  return new LongshoreError('SSH_KEY_INVALID', `${path} is a public key, where the private one is needed`, {
    hint: 'Name the file without .pub.',
  })
}

export function keyFormatUnknown(path: string, why: string): LongshoreError {
  return new LongshoreError('SSH_KEY_INVALID', `the private key ${path} is in a format that cannot be read: ${why}`, {
    hint: `Convert a copy of it to OpenSSH's format with: ssh-keygen -p -f ${path}`,
  })
}
