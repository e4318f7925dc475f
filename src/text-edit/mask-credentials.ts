const QUOTED = String.raw`"(?:[^"\\]|\\.)*"|'[^']*'`
const NAME = String.raw`(?:auth|authorization|[\w.-]*(?:password|passwd|identitytoken|registrytoken|token|secret|api_?key))`

/** In JSON, TOML, YAML and INI: what follows a name that stands for a credential, and what is a credential by its form. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^\s/@"']+@/g, '$1***@'],
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '$1\n***\n$2'],
  [new RegExp(String.raw`((["'])${NAME}\2\s*[:=]\s*)(?:${QUOTED})`, 'gi'), '$1"***"'],
  [new RegExp(String.raw`^(([ \t]*)(?:- +)?${NAME}[ \t]*:)[ \t]*[|>].*(?:\n\2[ \t]+.*|\n[ \t]*$)+`, 'gim'), '$1 ***'],
  [new RegExp(String.raw`((?:^|[{,])[ \t]*(?:- +)?${NAME}[ \t]*[:=][ \t]*)(?:${QUOTED})`, 'gim'), '$1"***"'],
  [new RegExp(String.raw`^([ \t]*(?:- +|export +)?${NAME}[ \t]*[:=][ \t]*)(?![{["'|>\s]|\*\*\*$).+$`, 'gim'), '$1***'],
  [/^(\s*username\s*=\s*).*$/gim, '$1"***"'],
]

/** A text as it may be shown: passwords, tokens and what else lets somebody in are stars. */
export function maskCredentials(text: string): string {
  return PATTERNS.reduce((masked, [pattern, stars]) => masked.replace(pattern, stars), text)
}

/** What stands before the host of an address, wherever the address is. */
export function withoutLogin(text: string): string {
  return text.includes('://') ? text.replaceAll(/(:\/\/)[^\s/@"':]*:[^\s/@"']+@/g, '$1[secret]@') : text
}
