/** Secrets of a kind each, and a word that is none and goes wherever they go. */
export const SECRETS = {
  vaultFile: `canary-file/"5b'1e`,
  vaultInline: 'canary-inline-91c2',
  noLog: 'canary-nolog-55d0',
  noLogJson: 'canary-answer-1d7e',
  registryPassword: 'canary-registry-0b1e',
  bearer: 'canary-bearer-77aa',
  token: 'canary-token-1f2b',
  identityToken: 'canary-identity-c0de',
  pair: 'canary-pair-e19f',
  urlPassword: 'canary-url-4e55',
  sudo: 'canary-sudo-83bd',
} as const

export const MARKER = 'm4rk3r'

/** What `auth` of a config.json says of the pair. */
export const AUTH = Buffer.from(`ann:${SECRETS.pair}`).toString('base64')

/** Places where a secret stands in a text: as it is, as JSON, an address or base64 write it, whatever is around it. */
export function leaksIn(text: string): readonly string[] {
  return Object.entries(SECRETS).flatMap(([name, secret]) =>
    formsOf(secret).flatMap((form) => {
      const at = text.indexOf(form)
      return at < 0 ? [] : [`${name}: …${text.slice(Math.max(0, at - 60), at + form.length + 20)}…`]
    }),
  )
}

/** By hand, and not as the program has it: of base64 six characters of the middle are enough. */
function formsOf(secret: string): readonly string[] {
  const inBase64 = ['', 'a', 'ab'].map((before) => Buffer.from(`${before}${secret}`).toString('base64').slice(6, 14))
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...inBase64]
}
