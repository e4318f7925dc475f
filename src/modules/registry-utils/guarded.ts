import { Secret } from '../../base/secret.ts'
import { maskCredentials } from '../../text-edit/mask-credentials.ts'

/** A text to be written, kept out of journals where it holds credentials. */
export function guarded(text: string): string | Secret {
  return maskCredentials(text) === text ? text : new Secret(text)
}
