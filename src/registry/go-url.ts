/** Why Go's `url.Parse` refuses a text that begins with a scheme, or undefined where it takes it. */
export function goUrlProblem(text: string): string | undefined {
  if (/\p{Cc}/u.test(text)) return 'a control character'
  const [, authority = '', rest = ''] = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/([^/?#]*)(.*)$/s.exec(text) ?? []
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  if (/[\s"<>\\^`{|}]/.test(host)) return `a character that no host name has (${host})`
  if (/%(?![0-9a-fA-F]{2})/.test(host + rest.replace(/\?.*$/s, '')))
    return 'a % without two hexadecimal digits after it'
  const port = /^(?:\[[^\]]*\]|[^:]*):(.*)$/.exec(host)?.[1]
  return port !== undefined && !/^\d*$/.test(port) ? `a port that is not a number (${port})` : undefined
}
