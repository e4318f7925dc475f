import { Secret } from '../../base/secret.ts'

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^\s/@"']+@/g, '$1***@'],
  [/^(\s*(?:password|auth|identitytoken|authorization|username)\s*=\s*).*$/gim, '$1"***"'],
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '$1\n***\n$2'],
  [/("(?:password|auth|identitytoken|registrytoken|authorization|token|secret)"\s*:\s*)"[^"]*"/gi, '$1"***"'],
]

/** A configuration text as it may be shown: user names, passwords and tokens are stars. */
export function maskCredentials(text: string): string {
  return PATTERNS.reduce((masked, [pattern, stars]) => masked.replace(pattern, stars), text)
}

/** A text to be written, kept out of journals where it holds credentials. */
export function guarded(text: string): string | Secret {
  return maskCredentials(text) === text ? text : new Secret(text)
}
